"""What is said of a log that can't be read: each fault (why) with its remedy (``….hint``)."""

from __future__ import annotations

__all__ = ["WORDS"]

EXAMPLE = '{{"case": "C-1", "name": "submit", "at": "2024-03-04T08:00:00+07:00", "by": "citizen"}}'

WORDS: dict[str, tuple[str, str]] = {
    "log.unreadable": ("không mở được tệp ({value})", "the file can't be opened ({value})"),
    "log.unreadable.hint": (
        "hãy kiểm tra tên tệp và quyền đọc; '-' là đầu vào chuẩn",
        "check the name and the right to read it; '-' is standard input",
    ),
    "log.no-stream": ("'-' là đầu vào chuẩn, ở đây không có", "'-' is standard input, which there is none of here"),
    "log.no-stream.hint": ("hãy nêu tên một tệp", "name a file"),
    "log.packed": ("đây là tệp {value}, không phải văn bản", "this is {value}, not text"),
    "log.packed.hint": (
        "hãy giải nén, hoặc lưu thành JSONL, CSV (UTF-8) hay YAML",
        "unpack it, or save it as JSONL, CSV (UTF-8) or YAML",
    ),
    "log.not-utf8": ("byte {value} không thuộc UTF-8", "the byte {value} is not UTF-8"),
    "log.not-utf8.hint": ("hãy lưu tệp với bảng mã UTF-8", "save the file in the encoding UTF-8"),
    "log.binary": ("có ký tự NUL: đây không phải văn bản", "it holds a NUL character: this is not text"),
    "log.binary.hint": (
        "hãy xuất lại nhật ký thành JSONL, CSV (UTF-8) hay YAML",
        "export the log again as JSONL, CSV (UTF-8) or YAML",
    ),
    "log.too-large": ("tệp dài hơn {value} byte", "the file is longer than {value} bytes"),
    "log.too-large.hint": (
        "hãy chia nhật ký theo hồ sơ hoặc theo tháng rồi đưa từng tệp",
        "split the log by case or by month and give the files one by one",
    ),
    "log.long-line": ("dòng dài hơn {value} byte", "the line is longer than {value} bytes"),
    "log.long-line.hint": (
        "mỗi dòng là một sự kiện; nội dung tệp đính kèm không thuộc nhật ký, chỉ ghi tên tệp",
        "a line is one event; the content of attachments is no part of a log, give the file's name",
    ),
    "log.not-json": ("không phải JSON hợp lệ, từ {value}", "this is not valid JSON, from {value}"),
    "log.not-json.hint": (
        "mỗi dòng là một đối tượng JSON trọn vẹn, ví dụ " + EXAMPLE,
        "a line is one whole JSON object, for example " + EXAMPLE,
    ),
    "log.not-object": ("dòng là {value}, không phải một đối tượng", "the row is {value}, not an object"),
    "log.not-object.hint": (
        "mỗi dòng là một đối tượng có các khóa case, name, at, by",
        "a row is an object with the keys case, name, at, by",
    ),
    "log.duplicate": ("khóa {value} xuất hiện hai lần", "the key {value} stands there twice"),
    "log.duplicate.hint": ("hãy chỉ giữ một giá trị", "keep one of the values"),
    "log.deep": ("các dấu ngoặc lồng nhau quá {value} tầng", "brackets are nested more than {value} deep"),
    "log.deep.hint": (
        "trường data chỉ chứa văn bản, số, true/false hoặc danh sách của chúng",
        "the field data holds texts, numbers, true/false, or a list of these",
    ),
    "log.unknown-data": (
        "quy chế không khai trường {value}: giá trị của nó không được xét",
        "the regulation declares no field {value}: what it brings is not looked at",
    ),
    "log.unknown-data.hint": (
        "hãy sửa tên, hoặc khai trường ấy trong quy chế; nếu chỉ để lưu thì cứ để",
        "correct the name, or declare it in the profile; what is only kept may stay",
    ),
    "log.unknown-field": ("không có trường {value}", "there is no field {value}"),
    "log.unknown-field.hint": (
        "{near}Các trường là case, name, at, by, unit, person, seq, recorded_at và data (trong CSV: data.tên)",
        "{near}The fields are case, name, at, by, unit, person, seq, recorded_at and data (in CSV: data.name)",
    ),
    "log.near": ("có phải là {name}? ", "did you mean {name}? "),
    "log.missing": ("thiếu giá trị bắt buộc", "a value is required here"),
    "log.missing.hint": (
        "mỗi dòng phải có case, name, at và by",
        "every row has case, name, at and by",
    ),
    "log.bad-text": (
        "{value} không phải một tên: cần văn bản từ 1 đến 200 ký tự, không có dấu cách ở hai đầu hay ký tự điều khiển",
        "{value} is no name: a text of 1 to 200 characters is needed, without spaces at its ends or control characters",
    ),
    "log.bad-text.hint": (
        'hãy viết tên trong dấu ngoặc kép, ví dụ "C-1"',
        'write the name in quotes, for example "C-1"',
    ),
    "log.outer-space": (
        "{value} có dấu cách ở đầu hoặc ở cuối, trong dấu ngoặc kép",
        "{value} has a space at its beginning or its end, inside the quotes",
    ),
    "log.outer-space.hint": (
        "hãy xóa dấu cách thừa đó: tên có dấu cách là một tên khác",
        "take that space out: with it the name is another name",
    ),
    "log.naive": ("{value} không có múi giờ", "{value} names no time zone"),
    "log.naive.hint": ("hãy viết {example}", "write {example}"),
    "log.bad-instant": (
        "{value} không phải một thời điểm viết theo mẫu của nhật ký, từ năm 1970 đến 2199",
        "{value} is not an instant of the years 1970 to 2199 as a log writes it",
    ),
    "log.bad-instant.hint": (
        "hãy viết ngày, giờ (giây có thể lẻ đến sáu chữ số) và múi giờ, ví dụ {example}",
        "write date, time (a second with up to six digits behind the point) and offset, for example {example}",
    ),
    "log.bad-seq": ("{value} không phải số thứ tự", "{value} is no sequence number"),
    "log.bad-seq.hint": (
        "trường seq là số nguyên từ 0 đến 9007199254740991",
        "the field seq is a whole number from 0 to 9007199254740991",
    ),
    "log.bad-data": ("{value} không phải một đối tượng", "{value} is not an object"),
    "log.bad-data.hint": (
        'hãy viết {{"tên trường": giá trị}}, hoặc bỏ data',
        'write {{"field": value}}, or leave data out',
    ),
    "log.many-fields": ("có {value} trường", "there are {value} fields"),
    "log.many-fields.hint": ("một sự kiện mang tối đa 200 trường", "an event brings 200 fields at most"),
    "log.bad-value": (
        "{value} không phải văn bản, số, true/false hay danh sách của chúng",
        "{value} is not a text, a number, true/false or a list of these",
    ),
    "log.bad-value.hint": (
        "hãy đặt mỗi giá trị dưới tên của nó, không lồng nhau",
        "give each value under a name of its own, without nesting",
    ),
    "log.bad-number": (
        "{value} không phải số hữu hạn mà mọi máy đọc giống nhau",
        "{value} is not a finite number that every machine reads alike",
    ),
    "log.bad-number.hint": (
        "số nguyên không quá 9007199254740991 (cả số âm), số thập phân hữu hạn; mã số dài thì viết trong ngoặc kép",
        "whole numbers up to 9007199254740991, finite decimals; put long codes in quotes, as text",
    ),
    "log.bad-chars": (
        "{value} chứa ký tự điều khiển hoặc nửa ký tự",
        "{value} holds a control character or half a character",
    ),
    "log.bad-chars.hint": (
        "hãy xóa ký tự đó; xuống dòng và tab thì được phép",
        "take it out; line ends and tabs are allowed",
    ),
    "log.not-flag": ("{value} không phải có/không", "{value} is neither true nor false"),
    "log.not-flag.hint": ("hãy viết true hoặc false (có, không)", "write true or false"),
    "log.not-number": ("{value} không phải một số", "{value} is no number"),
    "log.not-number.hint": (
        "hãy viết số bằng chữ số, dấu chấm thập phân, ví dụ 12 hoặc 3.5",
        "write digits, with a decimal point, for example 12 or 3.5",
    ),
    "log.not-list": ("{value} không phải một danh sách", "{value} is no list"),
    "log.not-list.hint": (
        'hãy viết các tên cách nhau bằng "; "',
        'write the names with "; " between them',
    ),
    "log.no-header": ("tệp CSV không có dòng tiêu đề", "the CSV file has no header"),
    "log.no-header.hint": (
        "dòng đầu nêu tên cột: case,name,at,by,… và data.tên",
        "the first line names the columns: case,name,at,by,… and data.name",
    ),
    "log.no-column": ("không có cột {value}", "the column {value} is missing"),
    "log.no-column.hint": (
        "dòng đầu phải có case, name, at và by",
        "the first line must have case, name, at and by",
    ),
    "log.twice-column": ("cột {value} xuất hiện hai lần", "the column {value} stands there twice"),
    "log.twice-column.hint": ("hãy đổi tên hoặc bỏ một cột", "rename one of them or take it out"),
    "log.cells": ("dòng có {value} ô, tiêu đề có {columns}", "the row has {value} cells, the header {columns}"),
    "log.cells.hint": (
        "giá trị có dấu phân cách phải nằm trong dấu ngoặc kép",
        "a value that holds the separator stands in double quotes",
    ),
    "log.broken-csv": (
        "dấu ngoặc kép mở ở dòng này không đóng đúng chỗ, hoặc ô dài hơn {value} ký tự; phần sau không đọc được",
        "a double quote opens here and does not close rightly, or a cell has over {value} signs; the rest is not read",
    ),
    "log.broken-csv.hint": (
        'trong một giá trị, dấu ngoặc kép được viết hai lần ("")',
        'inside a value a double quote is written twice ("")',
    ),
    "log.not-rows": ("tệp YAML không phải một danh sách các dòng", "the YAML file is not a list of rows"),
    "log.not-rows.hint": (
        "mỗi dòng bắt đầu bằng '- ' rồi đến case, name, at, by",
        "each row begins with '- ', then case, name, at, by",
    ),
    "log.empty-file": ("tệp không có dòng nào", "the file has no rows"),
    "log.empty-file.hint": (
        "mỗi dòng bắt đầu bằng '- ' rồi đến case, name, at, by; nhật ký cần ít nhất dòng mở một hồ sơ",
        "each row begins with '- ', then case, name, at, by; a log needs at least the row that opens a case",
    ),
    "log.too-many-nodes": ("tệp có hơn {value} giá trị", "the file has more than {value} values"),
    "log.too-many-nodes.hint": (
        "hãy chia nhật ký thành nhiều tệp, hoặc viết nó thành JSONL, dài bao nhiêu cũng được",
        "split the log into several files, or write it as JSONL, which may have any length",
    ),
    "log.more": ("… và {more} lỗi nữa", "… and {more} more"),
}
