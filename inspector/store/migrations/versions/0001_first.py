"""Version 1: lists, settings, quarantine and the chain of records."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
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
    may_merge INTEGER NOT NULL,
    inspectors TEXT NOT NULL,
    PRIMARY KEY (code),
    CHECK ("code" <> ''),
    CHECK ("exemption" IN ('投诉举报', '上级交办', '异地转办', '安全生产', '生态环保', '食品药品安全', '涉嫌税收违法')),
    CHECK ("received" IS date("received", '+0 days')),
    CHECK ("deadline" IS date("deadline", '+0 days')),
    CHECK ("may_merge" IN (0, 1))
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE departments (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    PRIMARY KEY (code),
    CHECK ("code" <> '')
) WITHOUT ROWID, STRICT""",
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
    CHECK ("code" <> ''),
    CHECK ("kind" IN ('企业', '个体工商户', '农民专业合作社', '外国企业常驻代表机构', '其他')),
    CHECK ("risk" IN ('A', 'B', 'C', 'D', '未评级')),
    CHECK ("status" IN ('存续', '注销', '撤销', '吊销', '迁出'))
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE inspectors (
    certificate TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    scope TEXT NOT NULL,
    qualifications TEXT NOT NULL,
    expires TEXT,
    status TEXT NOT NULL,
    leave TEXT NOT NULL,
    load_limit INTEGER,
    PRIMARY KEY (certificate),
    CHECK ("certificate" <> ''),
    CHECK ("expires" IS date("expires", '+0 days')),
    CHECK ("status" IN ('有效', '失效')),
    CHECK ("load_limit" >= 0)
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE items (
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    department TEXT NOT NULL,
    sub_item TEXT NOT NULL,
    category TEXT NOT NULL,
    exemption TEXT,
    methods TEXT NOT NULL,
    basis TEXT NOT NULL,
    qualification TEXT NOT NULL,
    document TEXT NOT NULL,
    expires TEXT,
    materials TEXT NOT NULL,
    PRIMARY KEY (code),
    CHECK ("code" <> ''),
    CHECK ("category" IN ('一般', '重点')),
    CHECK ("exemption" IN ('投诉举报', '上级交办', '异地转办', '安全生产', '生态环保', '食品药品安全', '涉嫌税收违法')),
    CHECK ("expires" IS date("expires", '+0 days'))
) WITHOUT ROWID, STRICT""",
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
    exemption TEXT,
    PRIMARY KEY (code),
    CHECK ("code" <> ''),
    CHECK ("kind" IN ('会议', '调研')),
    CHECK ("window" IS date(substr("window", 1, 10), '+0 days') || '~' || date(substr("window", 12), '+0 days')),
    CHECK ("count" >= 0),
    CHECK ("exemption" IN ('走访服务', '社会职务'))
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE meta (
    id INTEGER NOT NULL CHECK (id = 1),
    name TEXT NOT NULL CHECK (name <> ''),
    code TEXT NOT NULL CHECK (code <> ''),
    PRIMARY KEY (id)
) STRICT""",
    """
CREATE TABLE past_checks (
    enterprise TEXT NOT NULL,
    date TEXT NOT NULL,
    department TEXT NOT NULL,
    exemption TEXT,
    on_site INTEGER NOT NULL,
    inspectors TEXT NOT NULL,
    PRIMARY KEY (enterprise, date, department),
    CHECK ("enterprise" <> ''),
    CHECK ("date" IS date("date", '+0 days')),
    CHECK ("department" <> ''),
    CHECK ("exemption" IN ('投诉举报', '上级交办', '异地转办', '安全生产', '生态环保', '食品药品安全', '涉嫌税收违法')),
    CHECK ("on_site" IN (0, 1))
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE past_meetings (
    enterprise TEXT NOT NULL,
    date TEXT NOT NULL,
    kind TEXT NOT NULL,
    exemption TEXT,
    PRIMARY KEY (enterprise, date, kind),
    CHECK ("enterprise" <> ''),
    CHECK ("date" IS date("date", '+0 days')),
    CHECK ("kind" IN ('会议', '调研')),
    CHECK ("exemption" IN ('走访服务', '社会职务'))
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE record (
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    quarter TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    at TEXT NOT NULL CHECK (at <> ''),
    operator TEXT NOT NULL,
    program TEXT NOT NULL,
    algorithm TEXT NOT NULL CHECK (algorithm <> ''),
    previous TEXT NOT NULL,
    hash TEXT NOT NULL CHECK (hash <> ''),
    body TEXT NOT NULL,
    PRIMARY KEY (sequence)
) STRICT""",
    """
CREATE TABLE recusals (
    certificate TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (certificate, enterprise),
    CHECK ("certificate" <> ''),
    CHECK ("enterprise" <> '')
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE settings (
    id INTEGER NOT NULL CHECK (id = 1),
    year_basis TEXT NOT NULL,
    month_basis TEXT NOT NULL,
    officers INTEGER NOT NULL,
    visits_a_day INTEGER NOT NULL,
    publication_workdays INTEGER NOT NULL,
    warning_days INTEGER NOT NULL,
    PRIMARY KEY (id),
    CHECK ("year_basis" IN ('自然年', '滚动12个月')),
    CHECK ("month_basis" IN ('自然月', '滚动30天')),
    CHECK ("officers" >= 0),
    CHECK ("visits_a_day" >= 0),
    CHECK ("publication_workdays" >= 0),
    CHECK ("warning_days" >= 0)
) WITHOUT ROWID, STRICT""",
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
    CHECK ("code" <> ''),
    CHECK ("kind" IN ('定向', '不定向')),
    CHECK ("fixed" >= 0),
    CHECK ("window" IS date(substr("window", 1, 10), '+0 days') || '~' || date(substr("window", 12), '+0 days')),
    CHECK ("officers" >= 0),
    CHECK ("half_days" >= 0)
) WITHOUT ROWID, STRICT""",
    """
CREATE TABLE quarantine (
    id INTEGER NOT NULL,
    import INTEGER NOT NULL,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    "row" INTEGER NOT NULL CHECK ("row" >= 0),
    "column" TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    cells TEXT NOT NULL CHECK (json_valid(cells)),
    PRIMARY KEY (id),
    FOREIGN KEY(import) REFERENCES record (sequence)
) STRICT""",
    """
CREATE INDEX ix_quarantine_import ON quarantine (import)""",
    """
CREATE TRIGGER record_never_updated BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'records are never changed'); END""",
    """
CREATE TRIGGER record_never_deleted BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END""",
    """
CREATE TRIGGER record_follows_the_last BEFORE INSERT ON record
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM record)
BEGIN SELECT RAISE(ABORT, 'a record follows the last one'); END""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
