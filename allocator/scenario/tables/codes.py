"""Codes with their Chinese forms."""

LEVELS = {"province": "省", "city": "市", "county": "县", "township": "乡"}
ORGANISATION_TYPES = {
    "party": "党委",
    "government": "政府",
    "public_institution": "事业单位",
    "park": "园区",
    "township": "乡镇",
    "street": "街道",
}
RETIREMENT_CLASSES = {"men60": "男60", "women55": "女55", "women50": "女50"}
REPAYMENTS = {"at_term": "期满收回", "as_vacated": "随减随收"}
SOURCES = {
    "self": "自评",
    "peer": "互评",
    "function": "职能评价",
    "office": "编办评价",
    "data": "数据",
}
COLOURS = {"green": "绿", "blue": "蓝", "yellow": "黄"}
ANY = "*"
"""Stands for all, where a scope names some."""
