"""The first version of the county file, written out: a later change of the schema must not change it."""

from __future__ import annotations

from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE cases (
        code TEXT NOT NULL,
        enterprise TEXT NOT NULL,
        exemption TEXT NOT NULL,
        document TEXT NOT NULL,
        department TEXT NOT NULL,
        items TEXT NOT NULL,
        received TEXT NOT NULL,
        deadline TEXT NOT NULL,
        may_merge TEXT NOT NULL,
        inspectors TEXT NOT NULL,
        PRIMARY KEY (code),
        CONSTRAINT cases_code_given CHECK (code <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE departments (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        short_name TEXT NOT NULL,
        PRIMARY KEY (code),
        CONSTRAINT departments_code_given CHECK (code <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE enterprises (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        industry TEXT NOT NULL,
        risk TEXT NOT NULL,
        town TEXT NOT NULL,
        address TEXT NOT NULL,
        status TEXT NOT NULL,
        labels TEXT NOT NULL,
        blackouts TEXT NOT NULL,
        contact TEXT NOT NULL,
        phone TEXT NOT NULL,
        PRIMARY KEY (code),
        CONSTRAINT enterprises_code_given CHECK (code <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE inspectors (
        certificate TEXT NOT NULL,
        name TEXT NOT NULL,
        department TEXT NOT NULL,
        scope TEXT NOT NULL,
        qualifications TEXT NOT NULL,
        expires TEXT NOT NULL,
        status TEXT NOT NULL,
        leave TEXT NOT NULL,
        load_limit INTEGER,
        PRIMARY KEY (certificate),
        CONSTRAINT inspectors_certificate_given CHECK (certificate <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE items (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        department TEXT NOT NULL,
        sub_item TEXT NOT NULL,
        category TEXT NOT NULL,
        exemption TEXT NOT NULL,
        methods TEXT NOT NULL,
        basis TEXT NOT NULL,
        qualification TEXT NOT NULL,
        document TEXT NOT NULL,
        expires TEXT NOT NULL,
        materials TEXT NOT NULL,
        PRIMARY KEY (code),
        CONSTRAINT items_code_given CHECK (code <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE meetings (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        organiser TEXT NOT NULL,
        window TEXT NOT NULL,
        invitees TEXT NOT NULL,
        labels TEXT NOT NULL,
        count INTEGER NOT NULL,
        exemption TEXT NOT NULL,
        PRIMARY KEY (code),
        CONSTRAINT meetings_code_given CHECK (code <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE meta (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (name)
    )
     STRICT
    """,
    """
    CREATE TABLE past_checks (
        enterprise TEXT NOT NULL,
        date TEXT NOT NULL,
        department TEXT NOT NULL,
        exemption TEXT NOT NULL,
        on_site TEXT NOT NULL,
        inspectors TEXT NOT NULL,
        PRIMARY KEY (enterprise, date, department),
        CONSTRAINT past_checks_enterprise_given CHECK (enterprise <> ''),
        CONSTRAINT past_checks_date_given CHECK (date <> ''),
        CONSTRAINT past_checks_department_given CHECK (department <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE past_meetings (
        enterprise TEXT NOT NULL,
        date TEXT NOT NULL,
        kind TEXT NOT NULL,
        exemption TEXT NOT NULL,
        PRIMARY KEY (enterprise, date, kind),
        CONSTRAINT past_meetings_enterprise_given CHECK (enterprise <> ''),
        CONSTRAINT past_meetings_date_given CHECK (date <> ''),
        CONSTRAINT past_meetings_kind_given CHECK (kind <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE quarantine (
        id INTEGER NOT NULL,
        record INTEGER NOT NULL,
        file TEXT NOT NULL,
        sheet TEXT NOT NULL,
        "row" INTEGER NOT NULL,
        column_name TEXT NOT NULL,
        reason_code TEXT NOT NULL,
        reason_zh TEXT NOT NULL,
        reason_en TEXT NOT NULL,
        cells TEXT NOT NULL,
        PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE record (
        sequence INTEGER NOT NULL,
        quarter TEXT NOT NULL,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        operator TEXT NOT NULL,
        program TEXT NOT NULL,
        body TEXT NOT NULL,
        algorithm TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (sequence),
        CONSTRAINT record_kind_given CHECK (kind <> ''),
        CONSTRAINT record_algorithm_known CHECK (algorithm = 'sha256'),
        CONSTRAINT record_hash_whole CHECK (length(hash) = 64)
    )
     STRICT
    """,
    """
    CREATE TABLE recusals (
        certificate TEXT NOT NULL,
        enterprise TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (certificate, enterprise),
        CONSTRAINT recusals_certificate_given CHECK (certificate <> ''),
        CONSTRAINT recusals_enterprise_given CHECK (enterprise <> '')
    )
     STRICT
    """,
    """
    CREATE TABLE tasks (
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        lead TEXT NOT NULL,
        cooperating TEXT NOT NULL,
        items TEXT NOT NULL,
        scope_kinds TEXT NOT NULL,
        scope_industries TEXT NOT NULL,
        scope_labels TEXT NOT NULL,
        scope_towns TEXT NOT NULL,
        rates TEXT NOT NULL,
        fixed INTEGER,
        window TEXT NOT NULL,
        officers INTEGER NOT NULL,
        half_days INTEGER NOT NULL,
        PRIMARY KEY (code),
        CONSTRAINT tasks_code_given CHECK (code <> '')
    )
     STRICT
    """,
)

TRIGGERS = (
    """
    CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
    BEGIN SELECT RAISE(ABORT, 'records are never changed'); END
    """,
    """
    CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record
    BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END
    """,
)


def upgrade() -> None:
    for statement in (*TABLES, *TRIGGERS):
        op.execute(statement)
