#include "stride/data/dataset/pack.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/packed_format.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

class Packer {
 public:
  Packer(const Dataset& dataset, const PackOptions& options, const AppendFunction& append)
      : dataset_(dataset), options_(options), append_(append) {}

  // The bytes written.
  absl::StatusOr<int64_t> Write() {
    PackedHeader header;
    header.examples = dataset_.size();
    header.class_names = dataset_.class_names();
    STRIDE_RETURN_IF_ERROR(Append(WritePackedHeader(header)));
    for (int64_t i = 0; i < dataset_.size(); ++i) {
      const absl::Status status = AddExample(i);
      if (!status.ok()) {
        return absl::Status(status.code(), absl::StrCat("example ", i, " (", dataset_.Id(i),
                                                        "): ", status.message()));
      }
      if (options_.progress) options_.progress(i + 1, dataset_.size());
    }
    STRIDE_RETURN_IF_ERROR(WriteIndex());
    return static_cast<int64_t>(written_);
  }

 private:
  absl::Status Append(absl::string_view bytes) {
    written_ += bytes.size();
    return append_(bytes);
  }

  absl::Status AddExample(int64_t index) {
    STRIDE_ASSIGN_OR_RETURN(const Example example, dataset_.Get(index));
    const int64_t classes = static_cast<int64_t>(dataset_.class_names().size());
    if (example.label < 0 || example.label >= classes) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected a label from 0 to ", classes - 1, ", found ", example.label));
    }
    PackedEntry entry;
    entry.height = example.image.height();
    entry.width = example.image.width();
    entry.channels = example.image.channels();
    entry.label = static_cast<uint32_t>(example.label);
    STRIDE_ASSIGN_OR_RETURN(const std::optional<std::string> picture,
                            Picture(index, example.image, entry));
    entry.content = picture.has_value() ? PackedContent::kPicture : PackedContent::kPixels;
    const absl::string_view pixels(reinterpret_cast<const char*>(example.image.data()),
                                   example.image.size_bytes());
    const absl::string_view payload = picture.has_value() ? absl::string_view(*picture) : pixels;
    entry.offset = written_;
    entry.size = payload.size();
    entry.checksum = Checksum(payload);
    entry.id_size = dataset_.Id(index).size();
    entries_.push_back(entry);
    ids_ += dataset_.Id(index);
    return Append(payload);
  }

  // nullopt: pixels are to be written.
  absl::StatusOr<std::optional<std::string>> Picture(int64_t index, const Image& image,
                                                     const PackedEntry& entry) {
    if (options_.encoding == PackEncoding::kRaw) return std::nullopt;
    if (options_.encoding == PackEncoding::kJpeg) return EncodeJpeg(image, options_.jpeg_quality);
    STRIDE_ASSIGN_OR_RETURN(std::optional<std::string> bytes, dataset_.EncodedBytes(index));
    if (!bytes.has_value()) return bytes;
    STRIDE_ASSIGN_OR_RETURN(const Image decoded, DecodeImage(*bytes, DecodeOptionsOf(entry)));
    if (decoded == image) return bytes;
    return absl::InvalidArgumentError(absl::StrCat(
        "expected its file to decode to the image of the data set, ", image.height(), "x",
        image.width(), "x", image.channels(), ", found another one, ", decoded.height(), "x",
        decoded.width(), "x", decoded.channels(), "; pack pixels instead (raw)"));
  }

  absl::Status WriteIndex() {
    PackedFooter footer;
    footer.index_offset = written_;
    uint64_t id_offset = written_ + entries_.size() * PackedEntry::kBytes;
    std::string index;
    for (PackedEntry& entry : entries_) {
      entry.id_offset = id_offset;
      id_offset += entry.id_size;
      index += WritePackedEntry(entry);
    }
    index += ids_;
    footer.index_checksum = Checksum(index);
    footer.file_bytes = written_ + index.size() + PackedFooter::kBytes;
    STRIDE_RETURN_IF_ERROR(Append(index));
    return Append(WritePackedFooter(footer));
  }

  const Dataset& dataset_;
  const PackOptions& options_;
  const AppendFunction& append_;
  uint64_t written_ = 0;
  std::vector<PackedEntry> entries_;
  std::string ids_;
};

}  // namespace

absl::StatusOr<int64_t> Pack(const Dataset& dataset, const std::string& path,
                             const PackOptions& options) {
  if (dataset.size() == 0) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": the data set has no example to pack"));
  }
  int64_t bytes = 0;
  STRIDE_RETURN_IF_ERROR(WriteFileAtomically(path, [&](const AppendFunction& append) {
    const absl::StatusOr<int64_t> written = Packer(dataset, options, append).Write();
    bytes = written.value_or(0);
    return written.status();
  }));
  return bytes;
}

}  // namespace stride
