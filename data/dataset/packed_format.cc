#include "stride/data/dataset/packed_format.h"

#include <zlib.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

constexpr absl::string_view kMagic = "\x89STRIDE\n";
constexpr uint32_t kVersion = 1;
constexpr size_t kChecksumAt = 12;  // of the header
constexpr size_t kChecked = 16;     // where what it covers begins
constexpr size_t kNamesAt = 40;

template <typename Number>
void Put(Number value, std::string& out) {
  for (size_t i = 0; i < sizeof(value); ++i) out.push_back(static_cast<char>(value >> 8 * i));
}

// Takes numbers off the front of bytes that are there.
class Reader {
 public:
  explicit Reader(absl::string_view bytes) : rest_(bytes) {}
  template <typename Number>
  void Take(Number& value) {
    value = 0;
    for (size_t i = 0; i < sizeof(value); ++i) {
      value |= static_cast<Number>(static_cast<uint8_t>(rest_[i])) << 8 * i;
    }
    rest_.remove_prefix(sizeof(value));
  }
  absl::string_view rest() const { return rest_; }
  void Skip(size_t bytes) { rest_.remove_prefix(bytes); }

 private:
  absl::string_view rest_;
};

bool TakeName(Reader& reader, std::string& name) {
  uint64_t size = 0;
  if (reader.rest().size() < sizeof(size)) return false;
  reader.Take(size);
  if (size > reader.rest().size()) return false;
  name.assign(reader.rest().data(), size);
  reader.Skip(size);
  return true;
}

template <typename Expected, typename Found>
absl::Status Damaged(uint64_t offset, const Expected& expected, const Found& found) {
  return absl::DataLossError(absl::StrCat("at byte ", offset, ": expected ", expected, ", found ",
                                          found,
                                          "; the file is cut short or damaged, pack it "
                                          "again"));
}

absl::Status CheckChecksum(uint64_t offset, absl::string_view what, absl::string_view bytes,
                           uint32_t expected) {
  const uint32_t found = Checksum(bytes);
  if (found == expected) return absl::OkStatus();
  return Damaged(offset, absl::StrCat(what, " of checksum ", absl::Hex(expected)),
                 absl::Hex(found));
}

absl::Status CheckEntry(const PackedEntry& entry, uint64_t at, const PackedHeader& header) {
  if (entry.label >= header.class_names.size()) {
    return Damaged(at, absl::StrCat("a label below ", header.class_names.size()), entry.label);
  }
  if ((entry.channels != 1 && entry.channels != 3) || entry.height < 1 || entry.width < 1 ||
      entry.height > INT32_MAX || entry.width > INT32_MAX) {
    return Damaged(at, "an image with 1 or 3 channels",
                   absl::StrCat(entry.height, "x", entry.width, "x", entry.channels));
  }
  if (entry.content == PackedContent::kPicture) return absl::OkStatus();
  if (entry.content != PackedContent::kPixels) {
    return Damaged(at, "pixels or a picture", static_cast<uint32_t>(entry.content));
  }
  const uint64_t row = uint64_t{entry.width} * entry.channels;
  if (entry.size % row == 0 && entry.size / row == entry.height) return absl::OkStatus();
  return Damaged(at, absl::StrCat("pixels of ", entry.height, " rows of ", row),
                 absl::StrCat(entry.size, " bytes"));
}

PackedEntry ParseEntry(absl::string_view bytes) {
  PackedEntry entry;
  uint32_t content = 0;
  Reader reader(bytes);
  for (uint64_t* value : {&entry.offset, &entry.size, &entry.id_offset, &entry.id_size}) {
    reader.Take(*value);
  }
  for (uint32_t* value :
       {&entry.label, &entry.checksum, &entry.height, &entry.width, &entry.channels, &content}) {
    reader.Take(*value);
  }
  entry.content = static_cast<PackedContent>(content);
  return entry;
}

}  // namespace

uint32_t Checksum(absl::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

DecodeOptions DecodeOptionsOf(const PackedEntry& entry) {
  DecodeOptions options;
  options.color = entry.channels == 1 ? ColorMode::kGrey : ColorMode::kRgb;
  return options;
}

std::string WritePackedHeader(const PackedHeader& header) {
  std::string names;
  for (const std::string& name : header.class_names) {
    Put<uint64_t>(name.size(), names);
    names += name;
  }
  std::string checked;
  Put<uint64_t>(kNamesAt + names.size(), checked);
  Put<uint64_t>(header.examples, checked);
  Put<uint64_t>(header.class_names.size(), checked);
  checked += names;
  std::string out(kMagic);
  Put(kVersion, out);
  Put(Checksum(checked), out);
  return out + checked;
}

std::string WritePackedEntry(const PackedEntry& entry) {
  std::string out;
  for (const uint64_t value : {entry.offset, entry.size, entry.id_offset, entry.id_size}) {
    Put(value, out);
  }
  for (const uint32_t value : {entry.label, entry.checksum, entry.height, entry.width,
                               entry.channels, static_cast<uint32_t>(entry.content)}) {
    Put(value, out);
  }
  return out;
}

std::string WritePackedFooter(const PackedFooter& footer) {
  std::string out;
  Put(footer.index_offset, out);
  Put(footer.file_bytes, out);
  Put(footer.index_checksum, out);
  Put(Checksum(out), out);
  return out;
}

absl::StatusOr<PackedHeader> ReadPackedHeader(absl::string_view file) {
  if (!absl::StartsWith(file, kMagic)) {
    return absl::DataLossError(absl::StrCat("at byte 0: expected a packed data set, found \"",
                                            absl::CHexEscape(file.substr(0, 8)),
                                            "\"; make one with bazel run //data/pack"));
  }
  if (file.size() < kNamesAt) return Damaged(0, absl::StrCat(kNamesAt, " bytes"), file.size());
  PackedHeader header;
  uint32_t version = 0;
  uint32_t checksum = 0;
  uint64_t classes = 0;
  Reader reader(file.substr(kMagic.size()));
  reader.Take(version);
  if (version != kVersion) {
    return Damaged(kMagic.size(), absl::StrCat("version ", kVersion), version);
  }
  reader.Take(checksum);
  reader.Take(header.bytes);
  if (header.bytes < kNamesAt || header.bytes > file.size()) {
    return Damaged(kChecked, absl::StrCat("a header of ", kNamesAt, " to ", file.size(), " bytes"),
                   header.bytes);
  }
  STRIDE_RETURN_IF_ERROR(CheckChecksum(kChecksumAt, "a header",
                                       file.substr(kChecked, header.bytes - kChecked), checksum));
  reader.Take(header.examples);
  reader.Take(classes);
  Reader names(file.substr(kNamesAt, header.bytes - kNamesAt));
  for (uint64_t i = 0; i < classes; ++i) {
    if (!TakeName(names, header.class_names.emplace_back())) {
      return Damaged(kNamesAt, absl::StrCat(classes, " class names"), i);
    }
  }
  return header;
}

absl::StatusOr<PackedFooter> ReadPackedFooter(absl::string_view file) {
  if (file.size() < PackedFooter::kBytes) {
    return Damaged(0, absl::StrCat("a footer of ", PackedFooter::kBytes, " bytes"), file.size());
  }
  const uint64_t at = file.size() - PackedFooter::kBytes;
  PackedFooter footer;
  uint32_t checksum = 0;
  Reader reader(file.substr(at));
  reader.Take(footer.index_offset);
  reader.Take(footer.file_bytes);
  reader.Take(footer.index_checksum);
  reader.Take(checksum);
  STRIDE_RETURN_IF_ERROR(CheckChecksum(
      at, "a footer", file.substr(at, PackedFooter::kBytes - sizeof(checksum)), checksum));
  if (footer.file_bytes != file.size()) {
    return Damaged(at, absl::StrCat("a file of ", footer.file_bytes, " bytes"), file.size());
  }
  if (footer.index_offset > at) {
    return Damaged(at, absl::StrCat("an index before byte ", at), footer.index_offset);
  }
  return footer;
}

absl::Status CheckPackedIndex(absl::string_view file, const PackedHeader& header,
                              const PackedFooter& footer) {
  const uint64_t end = file.size() - PackedFooter::kBytes;
  const uint64_t bytes = end - footer.index_offset;
  STRIDE_RETURN_IF_ERROR(CheckChecksum(footer.index_offset, "an index",
                                       file.substr(footer.index_offset, bytes),
                                       footer.index_checksum));
  if (header.examples > bytes / PackedEntry::kBytes) {
    return Damaged(footer.index_offset, absl::StrCat("an index of ", header.examples, " examples"),
                   absl::StrCat(bytes, " bytes"));
  }
  uint64_t payload = header.bytes;  // where the next one must begin
  uint64_t id = footer.index_offset + header.examples * PackedEntry::kBytes;
  for (uint64_t i = 0; i < header.examples; ++i) {
    const uint64_t at = footer.index_offset + i * PackedEntry::kBytes;
    const PackedEntry entry = ParseEntry(file.substr(at));
    if (entry.offset != payload || payload > footer.index_offset ||
        entry.size > footer.index_offset - payload) {
      return Damaged(at, absl::StrCat("a payload at byte ", payload),
                     absl::StrCat(entry.size, " bytes at byte ", entry.offset));
    }
    if (entry.id_offset != id || entry.id_size > end - id) {
      return Damaged(at, absl::StrCat("an id at byte ", id),
                     absl::StrCat(entry.id_size, " bytes at byte ", entry.id_offset));
    }
    STRIDE_RETURN_IF_ERROR(CheckEntry(entry, at, header));
    payload += entry.size;
    id += entry.id_size;
  }
  if (payload != footer.index_offset) {
    return Damaged(payload, "the index", absl::StrCat("it at byte ", footer.index_offset));
  }
  return id == end ? absl::OkStatus() : Damaged(id, "the footer", absl::StrCat("it at byte ", end));
}

PackedEntry ReadPackedEntry(absl::string_view file, const PackedFooter& footer, int64_t index) {
  return ParseEntry(file.substr(footer.index_offset + index * PackedEntry::kBytes));
}

}  // namespace stride
