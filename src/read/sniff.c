/* What an input is, by its first bytes: text, a page, JSON Lines, or something that holds no readable text as it lies
 * there. What is refused is named, with the way to get text out of it.
 *
 * UTF-16 and UTF-32 are looked at as their low bytes, so a page saved by an old editor is still a page.
 */
#include "read/parts.h"

#include "base/utf8.h"

enum { SNIFF_BYTES = 65536, HEADER_LINES = 60 };

typedef struct signature { const char *bytes; size_t len, at; const char *what, *advice; } signature;
#define SIGNATURE(bytes, at, what, advice) {bytes, sizeof(bytes) - 1, at, what, advice}
#define UNPACK "unpack it and give the files inside"
#define IMAGE "run text recognition over it, for example: tesseract IMAGE out"
#define MEDIA "give a transcript as text"

static const signature signatures[] = {
  SIGNATURE("%PDF-", 0, "a PDF", "get its text with: pdftotext -layout FILE.pdf FILE.txt"),
  SIGNATURE("PK\3\4", 0, "a zip archive, or a document of Word, OpenOffice or an e-book",
            "a document: save it as text (soffice --headless --convert-to txt FILE); an archive: unpack it"),
  SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, "an old Word, Excel or Outlook file", "save it as text: soffice --headless --convert-to txt FILE"),
  SIGNATURE("{\\rtf", 0, "an RTF document", "save it as text: soffice --headless --convert-to txt FILE"),
  SIGNATURE("%!PS", 0, "a PostScript file", "get its text with: ps2ascii FILE.ps FILE.txt"),
  SIGNATURE("\x89PNG\r\n\x1A\n", 0, "a PNG image", IMAGE),
  SIGNATURE("\xFF\xD8\xFF", 0, "a JPEG image", IMAGE),
  SIGNATURE("GIF87a", 0, "a GIF image", IMAGE),
  SIGNATURE("GIF89a", 0, "a GIF image", IMAGE),
  SIGNATURE("II*\0", 0, "a TIFF image", IMAGE),
  SIGNATURE("MM\0*", 0, "a TIFF image", IMAGE),
  SIGNATURE("WEBP", 8, "a WebP image", IMAGE),
  SIGNATURE("WAVE", 8, "a sound file", MEDIA),
  SIGNATURE("ftyp", 4, "a video, sound or image file (MP4 family)", MEDIA),
  SIGNATURE("ID3", 0, "a sound file", MEDIA),
  SIGNATURE("OggS", 0, "a sound or video file", MEDIA),
  SIGNATURE("fLaC", 0, "a sound file", MEDIA),
  SIGNATURE("\x1A\x45\xDF\xA3", 0, "a video file", MEDIA),
  SIGNATURE("BZh", 0, "a bzip2 archive", UNPACK),
  SIGNATURE("\xFD" "7zXZ", 0, "an xz archive", UNPACK),
  SIGNATURE("7z\xBC\xAF\x27\x1C", 0, "a 7-Zip archive", UNPACK),
  SIGNATURE("Rar!\x1A\x07", 0, "a RAR archive", UNPACK),
  SIGNATURE("ustar", 257, "a tar archive", UNPACK),
  SIGNATURE("\x7F" "ELF", 0, "a program", "give texts, web pages or JSON Lines"),
  SIGNATURE("SQLite format 3", 0, "an SQLite database", "export the articles as JSON Lines"),
  SIGNATURE("WARC/1.", 0, "a web archive (WARC)", "unpack its pages first, for example with warcio extract"),
  SIGNATURE("bplist00", 0, "a Safari web archive or another property list", "open the page and save it as HTML"),
};

/* Wide characters as their low bytes; other bytes as they are. Returns a view or a copy in `room`. */
static str narrow(str s, char *room, size_t size) {
  size_t step = 0, at = 0, from = 0;
  if (s.len >= 4 && memcmp(s.at, "\xFF\xFE\0\0", 4) == 0) step = 4, from = 4;
  else if (s.len >= 4 && memcmp(s.at, "\0\0\xFE\xFF", 4) == 0) step = 4, from = 7;
  else if (s.len >= 2 && memcmp(s.at, "\xFF\xFE", 2) == 0) step = 2, from = 2;
  else if (s.len >= 2 && memcmp(s.at, "\xFE\xFF", 2) == 0) step = 2, from = 3;
  else if (s.len >= 4 && s.at[0] && !s.at[1] && s.at[2] && !s.at[3]) step = 2, from = 0;
  else if (s.len >= 4 && !s.at[0] && s.at[1] && !s.at[2] && s.at[3]) step = 2, from = 1;
  if (step == 0) {
    if (str_starts(s, STR("\xEF\xBB\xBF"))) return str_slice(s, 3, s.len);
    return s;
  }
  for (size_t i = from; i < s.len && at < size; i += step) room[at++] = s.at[i];
  return (str){room, at};
}

static str skip_space(str s) {
  size_t at = 0;
  while (at < s.len && (s.at[at] == ' ' || (s.at[at] >= '\t' && s.at[at] <= '\r'))) at++;
  return str_slice(s, at, s.len);
}

static bool name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

static bool has_nocase(str s, str word) {
  for (size_t at = 0; at + word.len <= s.len; at++)
    if (str_starts_nocase(str_slice(s, at, s.len), word)) return true;
  return false;
}

/* A page begins, after comments and declarations, with a tag that pages begin with. */
static bool is_html(str s) {
  static const char *const tags[] = {"html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "article", "main", "section",
                                     "header", "h1", "h2", "h3", "table", "span", "a", "b", "i", "img", "ul", "center", "font", "br", "base", "nav",
                                         "noscript"};
  for (;;) {
    s = skip_space(s);
    if (str_starts_nocase(s, STR("<!doctype"))) {
      str head = str_slice(s, 0, s.len < 200 ? s.len : 200);
      return has_nocase(head, STR("html"));
    }
    size_t end;
    if (str_starts(s, STR("<!--"))) end = str_find(s, STR("-->"), 4), end = end == STR_NONE ? end : end + 3;
    else if (str_starts(s, STR("<?"))) end = str_find(s, STR(">"), 2), end = end == STR_NONE ? end : end + 1;
    else break;
    if (end == STR_NONE) return false;
    s = str_slice(s, end, s.len);
  }
  if (s.len < 3 || s.at[0] != '<') return false;
  size_t end = 1;
  while (end < s.len && name_char(s.at[end])) end++;
  str label = str_slice(s, 1, end);
  if (end < s.len && s.at[end] != '>' && s.at[end] != '/' && skip_space(str_slice(s, end, s.len)).at == s.at + end) return false;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (str_eq_ascii_nocase(label, str_of(tags[i]))) return true;
  return false;
}

static bool is_feed(str s) {
  str head = str_slice(s, 0, s.len < 2048 ? s.len : 2048);
  if (!str_starts(head, STR("<"))) return false;
  return str_find(head, STR("<rss"), 0) != STR_NONE || str_find(head, STR("<rdf:RDF"), 0) != STR_NONE ||
         (str_find(head, STR("<feed"), 0) != STR_NONE && str_find(head, STR("Atom"), 0) != STR_NONE);
}

/* Header lines as mail has them, from the first line on. Sure marks are those that no article has at its head. */
static sniffed sniff_mail(str s) {
  static const char *const plain[] = {"from", "to", "cc", "subject", "date", "reply-to", "sender"};
  static const char *const sure[] = {"message-id", "received", "return-path", "mime-version", "delivered-to", "content-type",
                                     "content-transfer-encoding", "dkim-signature", "x-mailer", "snapshot-content-location"};
  unsigned plains = 0, sures = 0, lines = 0;
  bool is_related = false, is_mbox = false;
  if (str_starts(s, STR("From "))) { /* an mbox begins "From ADDRESS WEEKDAY …" */
    size_t end = str_find_char(s, '\n', 0);
    str line = str_slice(s, 5, end == STR_NONE ? s.len : end);
    is_mbox = str_find_char(line, ':', 0) != STR_NONE && line.len < 120;
    if (!is_mbox || end == STR_NONE) return (sniffed){.kind = INPUT_TEXT};
    s = str_slice(s, end + 1, s.len);
  }
  while (s.len > 0 && lines++ < HEADER_LINES) {
    size_t end = str_find_char(s, '\n', 0);
    str line = str_slice(s, 0, end == STR_NONE ? s.len : end);
    s = end == STR_NONE ? (str){s.at + s.len, 0} : str_slice(s, end + 1, s.len);
    if (has_nocase(line, STR("multipart/related"))) is_related = true;
    if (line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t')) continue;
    size_t colon = 0;
    while (colon < line.len && name_char(line.at[colon])) colon++;
    if (colon == 0 || colon >= line.len || line.at[colon] != ':') break;
    str label = str_slice(line, 0, colon);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) plains += str_eq_ascii_nocase(label, str_of(plain[i]));
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++) sures += str_eq_ascii_nocase(label, str_of(sure[i]));
  }
  if (is_related && sures > 0)
    return (sniffed){INPUT_REFUSED, "a page saved as one file (.mht)", "open it in a browser and save it as HTML only"};
  if ((sures > 0 && plains + sures >= 2) || plains >= 3 || (is_mbox && plains + sures > 0))
    return (sniffed){INPUT_REFUSED, is_mbox ? "a mailbox (mbox)" : "an e-mail", "save the message's text as a .txt file, or its HTML part as .html"};
  return (sniffed){.kind = INPUT_TEXT};
}

/* `{"…` opens JSON Lines; an array, or an object over several lines, is JSON that wants rewriting. */
static sniffed sniff_json(str s) {
  if (s.at[0] == '[') {
    str next = skip_space(str_slice(s, 1, s.len));
    if (next.len >= 2 && next.at[0] == '{' && skip_space(str_slice(next, 1, next.len)).at[0] == '"')
      return (sniffed){INPUT_REFUSED, "a JSON array, not JSON Lines", "write one object a line: jq -c '.[]' FILE"};
    return (sniffed){.kind = INPUT_TEXT};
  }
  size_t at = 1;
  while (at < s.len && (s.at[at] == ' ' || s.at[at] == '\t')) at++;
  if (at < s.len && (s.at[at] == '"' || s.at[at] == '}')) return (sniffed){.kind = INPUT_JSON};
  if (at < s.len && (s.at[at] == '\n' || s.at[at] == '\r')) {
    str next = skip_space(str_slice(s, at, s.len));
    if (next.len > 0 && (next.at[0] == '"' || next.at[0] == '}'))
      return (sniffed){INPUT_REFUSED, "JSON over several lines, not JSON Lines", "write one object a line: jq -c . FILE"};
  }
  return (sniffed){.kind = INPUT_TEXT};
}

/* Control bytes that text has no use for, one in fifty: no text. ISO-2022's escape and NULs of a torn file are let through
 * in small number. */
static bool is_binary(str s) {
  size_t odd = 0;
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.at[i];
    odd += (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B) || c == 0x7F;
  }
  return odd > 2 && odd * 50 > s.len;
}

sniffed sniff_bytes(str bytes, bool is_whole) {
  char room[SNIFF_BYTES / 2];
  str head = str_slice(bytes, 0, bytes.len < SNIFF_BYTES ? bytes.len : SNIFF_BYTES);
  is_whole = is_whole && head.len == bytes.len;
  for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
    const signature *sign = &signatures[i];
    if (head.len >= sign->at + sign->len && memcmp(head.at + sign->at, sign->bytes, sign->len) == 0 &&
        (sign->at == 0 || is_binary(str_slice(head, 0, head.len < 512 ? head.len : 512))))
      return (sniffed){INPUT_REFUSED, sign->what, sign->advice};
  }
  str plain = narrow(head, room, sizeof room);
  str text = skip_space(plain);
  if (text.len == 0) {
    if (is_whole) return (sniffed){INPUT_REFUSED, bytes.len == 0 ? "empty" : "empty (white space only)", "give a file with text in it"};
    return (sniffed){.kind = INPUT_TEXT};
  }
  if (is_binary(plain)) return (sniffed){INPUT_REFUSED, "binary, no text of any kind known here", "give plain text, HTML or JSON Lines"};
  if (is_feed(text)) return (sniffed){INPUT_REFUSED, "a feed (RSS or Atom), a list of articles", "save the pages it links to and give those"};
  if (text.at[0] == '<' && is_html(text)) return (sniffed){.kind = INPUT_HTML};
  if (text.at[0] == '{' || text.at[0] == '[') return sniff_json(text);
  return sniff_mail(text);
}
