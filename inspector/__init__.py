"""Inspector plans a county's joint double-random inspections (双随机联合检查计划)."""

__version__ = "0.1.0"
