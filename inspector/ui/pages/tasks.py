"""Tasks, cases and meetings of the quarter: a table of each, and at its side what the chosen one asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QSplitter, QStackedWidget, QTabBar, QWidget

from ...domain.codes import RiskClass
from ...domain.county import Case, Meeting, Task
from ...domain.messages import Message, Wording
from ...domain.records import encode
from ...workflow.list_words import COLUMN_NAMES, LIST_NAMES, TERMS, yes
from ...workflow.overview import STEP_TITLES, StepName
from ...workflow.task_outline import TaskOutline, task_outline
from ..edits import EditDesk
from ..jobs import Job
from ..look import GAP, Meaning, paint
from ..models.lists import ANY, FIXED, RATES, SCOPE, WINDOW, Names, guests_of
from ..preferences import Preferences
from ..session import Session
from ..widgets.facts import Fact, Facts, small_table
from ..widgets.list_editor import ListEditor
from ..widgets.undo_buttons import UndoButtons
from .page import Page

SHOWN = ("tasks", "cases", "meetings")
TAB = Wording("tasks_page.tab", "{list} {count}", "{list} {count}")
TABS = Wording("tasks_page.tabs", "任务", "Tasks")
ALL_QUARTERS = Wording("tasks_page.all_quarters", "显示全部季度(&Q)", "All &quarters")
COUNTING = Wording("tasks_page.counting", "计算检查对象范围", "Counting the scope")
RISK = Wording("tasks_page.risk", "等级", "Class")
IN_SCOPE = Wording("tasks_page.in_scope", "范围内", "In scope")
RATE = Wording("tasks_page.rate", "比例", "Rate")
DUE = Wording("tasks_page.due", "应抽", "Due")
ALL = Wording("tasks_page.all", "合计", "All")
NO_RATE = Wording("tasks_page.no_rate", "不抽", "none")
DAYS = Wording("tasks_page.days", "{start} – {end}，{count} 天", "{start} – {end}, {count} days")
AT_LEAST = Wording("tasks_page.officers", "每部门 {officers} 人；{long}", "{officers} a department; {long}")
HALF_DAY = Wording("tasks_page.half_day", "半天", "half a day")
WHOLE_DAY = Wording("tasks_page.whole_day", "全天", "a whole day")
HOW = Wording("tasks_page.how", "检查组", "Team")
WHO_GOES = Wording("tasks_page.who_goes", "部门", "Departments")
LEADS = Wording("tasks_page.leads", "{lead}（发起）", "{lead} (lead)")
ITEM_EXEMPT = Wording("tasks_page.item_exempt", "{item}（{basis}，不计入）", "{item} ({basis}, exempt)")
ITEM_OFF_SITE = Wording("tasks_page.item_off_site", "{item}（{methods}，不入企）", "{item} ({methods}, off site)")
ENTERPRISE = Wording("tasks_page.enterprise", "检查对象", "Enterprise")
OPEN = Wording("tasks_page.open", "打开企业(&O)", "&Open enterprise")
MOST_NAMED = 40


class TasksPage(Page):
    """Three lists as tabs. Rows belong to the quarter in which their window ends, as everywhere."""

    TITLE = STEP_TITLES[StepName.TASKS]

    def __init__(self, session: Session, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(session, preferences, parent)
        self.desk = EditDesk.of(session)
        self.names = Names()
        self._outlines: dict[Task, TaskOutline] = {}
        self._counting: set[Task] = set()
        self.undo = UndoButtons(session, self)
        self.all_quarters = QCheckBox(self.say(ALL_QUARTERS))
        self.all_quarters.toggled.connect(self._fill_tabs)
        self.tools.addWidget(self.all_quarters)
        self.tools.addWidget(self.undo)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.say(TABS))
        self.panels: dict[str, ListEditor] = {}
        self.places = QStackedWidget()
        for name in SHOWN:
            self.tabs.setTabData(self.tabs.addTab(self.say(LIST_NAMES[name])), name)
            panel = ListEditor(name, session, preferences, self.names)
            panel.chosen.connect(self._show_chosen)
            panel.enterprise_wanted.connect(self.open_enterprise)
            self.panels[name] = panel
            self.places.addWidget(panel)
        self.facts = Facts()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(self.places)
        self.split.addWidget(self.facts)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        self.split.setSizes([700, 320])
        self.body.setSpacing(GAP // 2)
        self.body.addWidget(self.tabs)
        self.body.addSpacing(GAP // 2)
        self.body.addWidget(self.split, 1)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.desk.changed.connect(self._say_state)
        QShortcut(QKeySequence.StandardKey.Find, self, self.find)

    @property
    def panel(self) -> ListEditor:
        """The list that is seen."""
        return self.panels[self.tabs.tabData(self.tabs.currentIndex())]

    def choose(self, name: str) -> None:
        """Go to tasks, cases or meetings."""
        self.tabs.setCurrentIndex(SHOWN.index(name))

    def refresh(self) -> None:
        self.names.county = self.shown.county
        self.names.today = date.today()
        self._outlines.clear()
        self._counting.clear()
        self._say_state()
        self._fill_tabs()

    @Slot()
    def _fill_tabs(self) -> None:
        """Put the rows of the quarter, or all, into the three tables."""
        if self.session.shown is None:
            return
        period = self.shown.quarter.quarter.period
        for number, name in enumerate(SHOWN):
            rows = getattr(self.shown.county, name)
            if not self.all_quarters.isChecked():
                rows = [row for row in rows if row.window.end in period]
            self.panels[name].set_rows(rows)
            self.tabs.setTabText(number, self.say(TAB, list=self.say(LIST_NAMES[name]), count=len(rows)))
        self._tab_chosen()

    @Slot()
    def _say_state(self) -> None:
        if self.session.shown is None:
            return
        reason = self.desk.reason
        step = next(step for step in self.shown.steps if step.name is StepName.TASKS)
        self.words.setText(self.say(reason if reason is not None else step.words))
        paint(self.words, Meaning.DRAFT if reason is not None else Meaning.QUIET)

    @Slot()
    def _tab_chosen(self) -> None:
        self.places.setCurrentWidget(self.panel)
        if not self.panel.selected() and self.panel.model.rowCount():
            self.panel.table.selectRow(0)
        self._show_chosen()

    @Slot()
    def find(self) -> None:
        """Go to the search of the list that is seen."""
        self.panel.find()

    @Slot(str)
    def open_enterprise(self, code: str) -> None:
        """The page of one enterprise, in a window of its own."""
        from ..dialogs.enterprise import open_enterprise

        open_enterprise(self.session, self.preferences, code, self.window())

    @Slot()
    def _show_chosen(self) -> None:
        """What the chosen row says, at the side of the table."""
        rows = self.panel.selected()
        self.facts.setVisible(len(rows) == 1)
        if len(rows) != 1:
            return
        row: Any = rows[0]
        if isinstance(row, Task):
            self.facts.show_facts(f"{row.code}\n{row.name}", self._of_task(row))
        elif isinstance(row, Case):
            self.facts.show_facts(row.code, self._of_case(row))
        else:
            self.facts.show_facts(f"{row.code}\n{row.name}", self._of_meeting(row))

    def _list(self, parts: Any) -> str:
        return "\n".join(part if isinstance(part, str) else self.say(part) for part in parts)

    def _title(self, title: str) -> str:
        return self.say(COLUMN_NAMES[title])

    def _window(self, row: Task | Meeting | Case) -> str:
        days = (row.window.end - row.window.start).days + 1
        return self.say(DAYS, start=row.window.start, end=row.window.end, count=days)

    def _of_task(self, task: Task) -> list[Fact]:
        scope = task.scope
        narrowed = [
            (title, parts)
            for title, parts in (
                ("主体类型", [self.say(TERMS[kind]) for kind in scope.kinds]),
                ("行业代码", scope.industries),
                ("标签", scope.labels),
                ("乡镇街道", scope.towns),
            )
            if parts
        ]
        long = WHOLE_DAY if task.half_days == 2 else HALF_DAY
        lead = LEADS(lead=self.names.department(task.lead))
        return [
            (self._title("抽查类型"), self.say(TERMS[task.kind])),
            (self.say(WHO_GOES), self._list([lead, *self.names.departments(task.cooperating)])),
            (self.say(WINDOW), self._window(task)),
            *((self._title(title), "、".join(parts)) for title, parts in narrowed),
            *(() if narrowed else ((self.say(SCOPE), self.say(ANY)),)),
            (self.say(RATES), self._rates(task)),
            (self._title("检查事项"), self._list(map(self._item, task.items))),
            (self.say(HOW), self.say(AT_LEAST, officers=task.officers, long=long)),
        ]

    def _rates(self, task: Task) -> QWidget | str:
        """Rates, in scope and due by class; the counts come when they are counted."""
        found = self._outlines.get(task)
        if found is None:
            self._count(task)
        heads = [self.say(RISK), self.say(RATE), self.say(IN_SCOPE), self.say(DUE)]
        if task.fixed is not None:
            heads = [self.say(RATES), self.say(IN_SCOPE), self.say(DUE)]
            in_scope, due = (f"{found.in_scope:,}", f"{found.due:,}") if found else ("…", "…")
            return small_table(heads, [[self.say(FIXED, count=task.fixed), in_scope, due]])
        rates = dict(task.rates)
        rows = []
        for risk in RiskClass:
            share = next((each for each in found.classes if each.risk is risk), None) if found else None
            if risk not in rates and not (share and share.in_scope):
                continue
            rate = f"{encode(rates[risk] * 100)}%" if risk in rates else self.say(NO_RATE)
            counts = (f"{share.in_scope:,}", f"{share.due:,}") if share else ("…", "…")
            rows.append([self.say(TERMS[risk]), rate, *counts])
        if found:
            rows.append([self.say(ALL), "", f"{found.in_scope:,}", f"{found.due:,}"])
        return small_table(heads, rows)

    def _count(self, task: Task) -> None:
        """Count a task's scope in the background, once."""
        if task in self._counting:
            return
        self._counting.add(task)
        county = self.shown.county

        def work(_: Job) -> TaskOutline:
            return task_outline(county, task)

        def counted(outline: TaskOutline) -> None:
            if self.session.shown is not None and self.shown.county is county:
                self._outlines[task] = outline
                if task in self.panel.selected():
                    self._show_chosen()

        self.session.work(COUNTING(), work, counted)

    def _item(self, code: str) -> Message | str:
        name, item = self.names.item(code), self.names.county.item.get(code)
        if item is None:
            return name
        if not item.on_site:
            return ITEM_OFF_SITE(item=name, methods=[TERMS[method] for method in item.methods])
        return ITEM_EXEMPT(item=name, basis=TERMS[item.exemption]) if item.exemption else name

    def _of_case(self, case: Case) -> list[Fact]:
        button = QPushButton(self.say(OPEN))
        button.setEnabled(case.enterprise in self.names.county.enterprise)
        button.clicked.connect(self._open_case)
        named = [self.names.inspector(certificate) for certificate in case.inspectors]
        return [
            (self.say(ENTERPRISE), self._list([self.names.enterprise(case.enterprise), case.enterprise])),
            ("", button),
            (self._title("不受次数限制情形"), self.say(TERMS[case.exemption])),
            (self._title("依据文号"), case.document),
            (self._title("部门"), self.names.department(case.department)),
            (self.say(WINDOW), self._window(case)),
            (self._title("检查事项"), self._list(map(self.names.item, case.items))),
            (self._title("可否合并"), self.say(yes(case.may_merge))),
            (self._title("承办人"), self._list(named)),
        ]

    @Slot()
    def _open_case(self) -> None:
        rows = self.panel.selected()
        if rows:
            self.open_enterprise(rows[0].enterprise)

    def _of_meeting(self, meeting: Meeting) -> list[Fact]:
        named = [self.names.enterprise(code) for code in meeting.invitees[:MOST_NAMED]]
        if len(meeting.invitees) > MOST_NAMED:
            named.append("…")
        scope = "、".join(meeting.labels) if meeting.labels else self.say(ANY)
        return [
            (self._title("类型"), self.say(TERMS[meeting.kind])),
            (self._title("组织部门"), self.names.department(meeting.organiser)),
            (self.say(WINDOW), self._window(meeting)),
            (self._title("参加企业"), self.say(guests_of(meeting))),
            (self.say(SCOPE), scope if meeting.count else ""),
            (self._title("除外情形"), self.say(TERMS[meeting.exemption]) if meeting.exemption else ""),
            ("", self._list(named)),
        ]
