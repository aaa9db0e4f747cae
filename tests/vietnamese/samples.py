"""What the tests of the language read: parts of a real report, and strategies for possible texts."""

import unicodedata

from hypothesis import strategies as st

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
TONES = "\u0300\u0309\u0303\u0301\u0323"

REPORT = """\
Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội

Ngày 10/8, tại TP Hạ Long, Ban Thường vụ Tỉnh ủy Quảng Ninh và Thành ủy Hà Nội phối hợp tổ chức Hội nghị \
Hợp tác – phát triển giữa 2 địa phương.

Đồng chủ trì hội nghị có các đồng chí: Hoàng Trung Hải, Uỷ viên Bộ Chính trị, Bí thư Thành uỷ Hà Nội; \
Nguyễn Văn Đọc, Bí thư Tỉnh uỷ Quảng Ninh. Dự hội nghị có các đồng chí Thường trực Tỉnh ủy, Thành uỷ, HĐND, \
UBND, Đoàn ĐBQH, các Sở, ban, ngành của Quảng Ninh và TP Hà Nội.

Ngành du lịch 2 địa phương đã cùng ký kết và triển khai hiệu quả Chương trình Hợp tác phát triển du lịch \
giai đoạn 2016 – 2020, tập trung vào các nội dung chính: Phối hợp hỗ trợ trong công tác quản lý nhà nước về \
du lịch…

Nhân dịp này, TP Hà Nội đã ủng hộ 3 tỷ đồng để xây dựng Quỹ “Đền ơn đáp nghĩa” của tỉnh Quảng Ninh.
Nguồn tin:\u00a0baoquangninh.com.vn"""


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


words = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
# Vietnamese letters, what stands between words, and what should not be there.
vietnamese_texts = st.text(
    LETTERS + LETTERS.upper() + "ÐðƉɖ0123456789 \n\t.,/-–'’“”()\u00a0\u200b\u00ad\u0302\u0306\u031b" + TONES,
    max_size=60,
)
any_texts = st.text(st.characters(exclude_categories=()), max_size=40)
texts = vietnamese_texts | any_texts
