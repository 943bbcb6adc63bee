"""The county's settings, each with what it means, and the holiday notices on file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ...domain.codes import MonthBasis, YearBasis
from ...domain.county import Settings
from ...domain.messages import Message, Refusal, Wording
from ...workflow import calendars, opening
from ...workflow.opening import CountyFile
from ..jobs import Job
from ..look import GAP, Meaning, fit_height, note, paint
from ..session import Session
from .acting import ActingDialog

TITLE = Wording("settings_dialog.title", "设置", "Settings")
WHEN = Wording(
    "settings_dialog.when",
    "改动从下一次锁定名录起生效，已经锁定的季度不受影响。每次改动都留在记录里。",
    "A change takes effect with the next freeze; quarters that are frozen keep theirs. Each change is on record.",
)
NAMES = {
    "year_basis": Wording("settings_dialog.year_basis", "年度检查次数按(&Y)", "&Yearly cap counted by"),
    "month_basis": Wording("settings_dialog.month_basis", "会议调研次数按(&M)", "&Meeting cap counted by"),
    "officers": Wording("settings_dialog.officers", "每个部门至少派几人(&O)", "&Officers each department sends"),
    "visits_a_day": Wording("settings_dialog.visits_a_day", "每个检查组一天最多几家(&V)", "&Visits a team makes a day"),
    "publication_workdays": Wording(
        "settings_dialog.publication", "检查后几个工作日内公示(&P)", "Workdays until &publication"
    ),
    "warning_days": Wording("settings_dialog.warning", "几天内两次检查要提示(&W)", "&Warn of two checks within (days)"),
}
MEANS = {
    "year_basis": Wording(
        "settings_dialog.year_means",
        "自然年：1 月 1 日重新算起；滚动：任意十二个月之内至多一次。",
        "Calendar year: counted anew on 1 January. Rolling: at most one within any twelve months.",
    ),
    "month_basis": Wording(
        "settings_dialog.month_means",
        "自然月：每月 1 日重新算起；滚动：任意三十天之内至多一次。",
        "Calendar month: counted anew on the first. Rolling: at most one within any thirty days.",
    ),
    "officers": Wording(
        "settings_dialog.officers_means",
        "法律要求至少两人；任务可以要求更多。",
        "The law asks for two; a task may ask for more.",
    ),
    "visits_a_day": Wording(
        "settings_dialog.visits_means",
        "上午、下午各一家，或者全天一家。",
        "One in the morning and one in the afternoon, or one all day.",
    ),
    "publication_workdays": Wording(
        "settings_dialog.publication_means", "执行页按此提醒公示到期。", "The last step reminds of publication by this."
    ),
    "warning_days": Wording(
        "settings_dialog.warning_means",
        "只是提示，不影响排期；不计入次数的检查不算。",
        "A hint only; it changes no plan, and exempt checks are left out.",
    ),
}
CHOICES: dict[str, dict[Any, Wording]] = {
    "year_basis": {
        YearBasis.CALENDAR: Wording("settings_dialog.calendar_year", "自然年", "calendar year"),
        YearBasis.ROLLING: Wording("settings_dialog.rolling_year", "滚动十二个月", "rolling twelve months"),
    },
    "month_basis": {
        MonthBasis.CALENDAR: Wording("settings_dialog.calendar_month", "自然月", "calendar month"),
        MonthBasis.ROLLING: Wording("settings_dialog.rolling_month", "滚动三十天", "rolling thirty days"),
    },
}
FROZEN = Wording(
    "settings_dialog.frozen",
    "{quarter} 的名录已锁定，用的是锁定时的设置；这里的改动管下一次锁定。",
    "The lists of {quarter} are frozen and keep the settings they were frozen with; what is changed here is for the "
    "next freeze.",
)
SAVING = Wording("settings_dialog.saving", "正在保存设置", "Saving the settings")
HOLIDAYS = Wording("settings_dialog.holidays", "放假通知", "Holiday notices")
HOLIDAYS_MEAN = Wording(
    "settings_dialog.holidays_mean",
    "国务院办公厅的放假通知公布以前，按法定节假日排期，计划注明“暂定”。通知公布后登记在这里；已经批准的计划用调整单改期。",
    "Until the State Council's notice is out, plans rest on statutory holidays and say 暂定 (provisional). Put the "
    "notice on file here; an approved plan then changes by change order.",
)
KNOWN = Wording("settings_dialog.known", "已有放假通知：{years}", "Confirmed by a notice: {years}")
PROVISIONAL = Wording("settings_dialog.provisional", "暂定：{years}", "Provisional (暂定): {years}")
FORMAT = Wording(
    "settings_dialog.format",
    "文件可以是 CSV：两列“日期”“是否放假”，如 2027-01-01,是；只写放假的日子和要上班的周末（否）。也可以是 JSON："
    '{{"year": 2027, "days": [{{"date": "2027-01-01", "isOffDay": true}}, …]}}。',
    "The file may be CSV with two columns, date and isOffDay (是 or 否), naming the days off and the weekends that are "
    'worked; or JSON: {{"year": 2027, "days": [{{"date": "2027-01-01", "isOffDay": true}}, …]}}.',
)
IMPORT = Wording("settings_dialog.import", "登记放假通知(&N)…", "Put a &notice on file…")
STORING = Wording("settings_dialog.storing", "正在登记放假通知", "Putting the notice on file")
FILTER = Wording(
    "settings_dialog.filter",
    "放假通知 (*.json *.csv);;所有文件 (*)",
    "Notices (*.json *.csv);;All files (*)",
)


class SettingsDialog(ActingDialog):
    """Every change is saved when OK is pressed, each on record by itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        assert session.shown is not None
        self._settings: Settings = session.shown.county.settings
        say = session.say
        self.setWindowTitle(say(TITLE))
        self.resize(640, self.height())
        self.setMinimumWidth(620)
        body = QVBoxLayout(self)
        body.setSpacing(GAP)
        quarter = session.shown.quarter
        body.addWidget(note(say(WHEN)))
        if quarter.snapshot is not None:
            body.addWidget(note(say(FROZEN, quarter=str(quarter.quarter)), Meaning.DRAFT))
        form = QGridLayout()
        form.setVerticalSpacing(2)
        form.setColumnStretch(1, 1)
        self.fields: dict[str, QComboBox | QSpinBox] = {}
        for number, (name, words) in enumerate(NAMES.items()):
            field = self._field(name)
            self.fields[name] = field
            label = QLabel(say(words))
            label.setBuddy(field)
            form.addWidget(label, 3 * number, 0)
            form.addWidget(field, 3 * number, 1)
            form.addWidget(note(say(MEANS[name])), 3 * number + 1, 1)
            form.setRowMinimumHeight(3 * number + 2, GAP)
        body.addLayout(form)
        body.addWidget(self._holidays())
        self.said = note()
        body.addWidget(self.said)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        body.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_height(self)

    def _field(self, name: str) -> QComboBox | QSpinBox:
        current = getattr(self._settings, name)
        if name in CHOICES:
            box = QComboBox()
            box.addItems([self.session.say(words) for words in CHOICES[name].values()])
            box.setCurrentIndex(list(CHOICES[name]).index(current))
            return box
        number = QSpinBox()
        number.setRange(*opening.LIMITS[name])
        number.setValue(current)
        return number

    def _holidays(self) -> QWidget:
        say = self.session.say
        box = QGroupBox(say(HOLIDAYS))
        column = QVBoxLayout(box)
        column.addWidget(note(say(HOLIDAYS_MEAN)))
        column.addWidget(note(say(FORMAT)))
        self.years = QLabel()
        self.years.setWordWrap(True)
        self.notice_button = QPushButton(say(IMPORT))
        self.notice_button.clicked.connect(self.ask_for_notice)
        row = QHBoxLayout()
        row.addWidget(self.years, 1)
        row.addWidget(self.notice_button)
        column.addLayout(row)
        self._show_years()
        return box

    def _show_years(self) -> None:
        self.ask(STORING(), lambda file, _: calendars.years(file), self._years_known)

    def _years_known(self, years: dict[int, bool]) -> None:
        confirmed = [str(year) for year, known in years.items() if known]
        provisional = [str(year) for year, known in years.items() if not known]
        parts = [(KNOWN, confirmed), (PROVISIONAL, provisional)]
        self.years.setText("　".join(self.session.say(words, years=found) for words, found in parts if found))

    @property
    def changes(self) -> dict[str, Any]:
        """The settings that are no longer as they were, with their new values."""
        found = {}
        for name, field in self.fields.items():
            # by its place: Qt would hand a text back for a member of a text enumeration
            value = list(CHOICES[name])[field.currentIndex()] if isinstance(field, QComboBox) else field.value()
            if value != getattr(self._settings, name):
                found[name] = value
        return found

    @Slot()
    def save(self) -> None:
        """Save in the background; close when it is done."""
        changes, operator = self.changes, self.session.operator
        if not changes:
            self.accept()
            return

        def work(file: CountyFile, _: Job) -> None:
            with file.transaction():
                for name, value in changes.items():
                    text = value.value if name in CHOICES else str(value)
                    opening.change_setting(file, name, text, operator=operator)

        self.act(SAVING(), work, lambda _: self.accept())

    @Slot()
    def ask_for_notice(self) -> None:
        """Ask for a notice and put it on file."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.session.say(IMPORT).replace("&", ""), "", self.session.say(FILTER)
        )
        if path:
            self.store_notice(Path(path))

    def store_notice(self, path: Path) -> None:
        """Put a notice on file in the background."""
        operator = self.session.operator

        def work(file: CountyFile, _: Job) -> Message:
            return calendars.store_notice(file, path, operator=operator)

        self.act(STORING(), work, self._stored)

    def _stored(self, said: Message) -> None:
        self.allow()
        self.said.setText(self.session.say(said))
        paint(self.said, Meaning.DONE)
        self._show_years()

    def allow(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not self.is_acting)
        self.notice_button.setEnabled(not self.is_acting)

    def refused(self, refusal: Refusal) -> None:
        self.said.setText(self.session.say(refusal.message))
        paint(self.said, Meaning.CONFLICT)
