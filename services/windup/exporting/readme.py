"""The two texts that lie on top of an export."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from services.windup.exporting.names import FORMAT

ZH = """{county}时间储蓄银行：全部数据
========================================

这是{county}（{code}）时间储蓄银行在 {moment} 的全部数据，同一时刻，一行不少。格式：{format}。

里面有什么
- datapackage.json：每张表、每一列是什么（中文、英文、单位、外键），通用的 Data Package 格式。
- data/：每张表一个 CSV，UTF-8。Excel 请用“数据 → 自文本/CSV”打开，编码选 UTF-8。
- statements/：每位储户的签名对账单，按村分文件，一行一份；取出一行另存，就能单独核对。
- pictures/：照片和证件。data/ 里写的文件名就是这里的文件名。
- checkpoints/、keys.json：每晚的封账和公钥，不用我们的系统也能核对。
- outside.csv：指到县外的编号，只有编号，没有内容。
- SHA256SUMS、SHA256SUMS.sig.json：每个文件的指纹，和时间银行的签名。

怎么读
- 时间以分钟计，钱以分计（100 分是 1 元），都是整数。时刻是世界时（UTC），比北京时间早 8 小时。
- 空格子就是没有值。文字以撇号（'）开头的，读的时候去掉一个撇号：这是为了不让表格软件把它当公式。
- {sealed}

怎么核对
- 每个文件：sha256sum -c SHA256SUMS
- 签名、外键、整本账：manage.py verify_export 文件（不需要数据库）
- 请把它报出的公钥指纹和村里公示的比一比。

怎么搬到别的系统，见 docs/export.md。里面是老人的资料，请只给该看的人，用完删除。
"""

EN = """All data of the time bank of {county}
========================================

Everything that the time bank of {county} ({code}) held at {moment}, as of one moment. Format: {format}.

What is here
- datapackage.json: what each table and column is (Chinese, English, units, foreign keys), as a Data Package.
- data/: a CSV for each table, UTF-8.
- statements/: the signed statement of every holder, a file for each village, a statement on each line; a line saved as
  a file of its own can be checked by itself.
- pictures/: photographs and papers, under the names that stand in data/.
- checkpoints/, keys.json: the seal of every night and the public keys; they can be checked without our system.
- outside.csv: keys that lead out of the county: the key alone, nothing of what it stands for.
- SHA256SUMS, SHA256SUMS.sig.json: the fingerprint of each file, and the signature of the time bank.

How to read it
- Time is in minutes, money in fen (a hundredth of a yuan), whole numbers both. Moments are in UTC.
- An empty cell is no value. From a text that begins with an apostrophe (') take one away: it keeps spreadsheets from
  reading a formula.
- {sealed}

How to check it
- each file: sha256sum -c SHA256SUMS
- signature, references, and the ledger as a whole: manage.py verify_export FILE (no database needed)
- compare the fingerprint of the key with the one that hangs in the villages.

How to take it into another system: docs/export.md. It holds the data of old people: give it only to those who may see
it, and delete it when it has served.
"""
SEALED_ZH = {
    True: "身份证号、电话、住址等平时加密存放的内容，这里是明文；所以整个压缩包是加密的。",
    False: "身份证号、电话、住址等平时加密存放的内容是空的，照片和对账单也没有放进来。",
}
SEALED_EN = {
    True: "What is sealed in the database (ID numbers, phones, addresses) is here in clear: hence the whole ZIP is "
    "encrypted.",
    False: "What is sealed in the database (ID numbers, phones, addresses) is empty here, and pictures and statements "
    "are not here.",
}


def readmes(county: Any, *, at: datetime, encrypted: bool) -> dict[str, str]:
    """File name → text."""
    facts = {
        "county": county.name,
        "code": county.code,
        "moment": timezone.localtime(at).isoformat(timespec="seconds"),
        "format": FORMAT,
    }
    return {
        "README.zh.md": ZH.format(**facts, sealed=SEALED_ZH[encrypted]),
        "README.en.md": EN.format(**facts, sealed=SEALED_EN[encrypted]),
    }
