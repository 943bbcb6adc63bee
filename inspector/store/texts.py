"""What the county file has to say to its users."""

from ..domain.messages import Wording

NOT_FOUND = Wording(
    "store.not_found",
    "找不到文件“{path}”。请核对路径，或用 inspector new 新建辖区文件。",
    "There is no file '{path}'. Check the path, or make a county file with: inspector new.",
)
NOT_OURS = Wording(
    "store.not_ours",
    "“{path}”不是本程序的辖区文件。请选择用 inspector new 建立的 .county 文件。",
    "'{path}' is not a county file of this program. Choose a .county file made with: inspector new.",
)
NEWER = Wording(
    "store.newer",
    "“{path}”由更新版本的程序建立（文件版本 {version}，本程序最高支持 {ours}）。请升级程序后再打开。",
    "'{path}' was made by a newer program (file version {version}, this program knows up to {ours}). Update the "
    "program, then open it.",
)
DAMAGED = Wording(
    "store.damaged",
    "“{path}”已损坏，没有打开，也没有改动。{backup}",
    "'{path}' is damaged; it was neither opened nor changed. {backup}",
)
HAS_BACKUP = Wording("store.has_backup", "最近的完好备份是“{path}”。", "The latest good backup is '{path}'.")
HAS_NO_BACKUP = Wording(
    "store.has_no_backup",
    "它旁边没有备份，请找另存的副本。",
    "There is no backup beside it; look for a copy elsewhere.",
)
READ_ONLY = Wording(
    "store.read_only",
    "“{path}”是只读的，不能保存。请取消只读属性，或复制到可写的文件夹后再打开。",
    "'{path}' is read-only and cannot be saved to. Clear the read-only attribute, or copy it to a folder that can be "
    "written and open it there.",
)
GONE = Wording(
    "store.gone",
    "“{path}”已不是打开时的那个文件：它被移走、改名、删除，或被另一个文件替换了。本次操作没有保存。请把它放回原处，再重新打开。",
    "'{path}' is no longer the file that was opened: it was moved, renamed, deleted, or another file was put in its "
    "place. Nothing was saved. Put it back, then open it again.",
)
LOCKED = Wording(
    "store.locked",
    "“{path}”正被另一个程序占用。请关闭那个程序后再试。",
    "'{path}' is in use by another program. Close that program and try again.",
)
DISK_FULL = Wording(
    "store.disk_full",
    "磁盘已满，“{path}”没有保存，仍是原来的内容。请腾出空间后再试。",
    "The disk is full; '{path}' was not saved and is as it was. Make room and try again.",
)
UNREADABLE = Wording(
    "store.unreadable",
    "无法读写“{path}”所在的磁盘或文件夹（{why}）。请检查权限和连接后再试。",
    "The disk or folder of '{path}' cannot be read or written ({why}). Check permissions and the connection, then try "
    "again.",
)
EXISTS = Wording(
    "store.exists",
    "文件“{path}”已经存在，没有改动。请换一个文件名。",
    "The file '{path}' exists already and was not changed. Choose another name.",
)
CHANGED_MEANWHILE = Wording(
    "store.changed_meanwhile",
    "另一个程序刚刚改动了“{path}”，本次操作没有保存。请重新操作一次。",
    "Another program has just changed '{path}'; nothing was saved this time. Do it again.",
)
MIGRATION_FAILED = Wording(
    "store.migration_failed",
    "“{path}”升级到本版本后没有通过核对（{what}），已恢复原样。请联系程序维护人员。",
    "'{path}' did not pass the checks after its upgrade to this version ({what}) and was left as it was. Ask whoever "
    "maintains the program.",
)
BACKUP_FAILED = Wording(
    "store.backup_failed",
    "没能在“{folder}”里做备份（{why}）。辖区文件本身没有问题，请腾出空间或检查文件夹权限。",
    "No backup could be made in '{folder}' ({why}). The county file itself is all right; make room or check the "
    "folder's permissions.",
)
