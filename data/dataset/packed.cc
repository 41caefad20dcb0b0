#include "stride/data/dataset/packed.h"

#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/packed_format.h"

namespace stride {
namespace {

// So much of a file stays mapped at most. The kernel takes mapped pages for ours, keeps them longer
// than others and counts them as this program's: without a limit it would grow to the file's size.
constexpr int64_t kMostMapped = int64_t{256} << 20;
// The kernel maps what lies around what is looked at, too.
constexpr int64_t kLeastMapped = 64 << 10;

class PackedDataset : public Dataset {
 public:
  PackedDataset(std::string path, std::shared_ptr<const MappedFile> file, PackedHeader header,
                PackedFooter footer)
      : path_(std::move(path)),
        file_(std::move(file)),
        header_(std::move(header)),
        footer_(footer) {}

  int64_t size() const override { return static_cast<int64_t>(header_.examples); }
  const std::vector<std::string>& class_names() const override { return header_.class_names; }

  std::string Id(int64_t index) const override {
    const PackedEntry entry = EntryOf(index);
    return std::string(file_->bytes().substr(entry.id_offset, entry.id_size));
  }

  absl::StatusOr<Example> Get(int64_t index) const override {
    const auto all = [](int height, int width) { return ImageBox{0, 0, height, width}; };
    STRIDE_ASSIGN_OR_RETURN(ExamplePart part, GetPart(index, all));
    return std::move(part.example);
  }

  absl::StatusOr<ExamplePart> GetPart(int64_t index, BoxChooser choose) const override {
    STRIDE_ASSIGN_OR_RETURN(const absl::string_view bytes, Payload(index));
    const PackedEntry entry = EntryOf(index);
    if (entry.content == PackedContent::kPixels) {
      const ImageBox box = choose(static_cast<int>(entry.height), static_cast<int>(entry.width));
      return ExamplePart{{PixelsOf(entry, bytes), entry.label}, box};
    }
    absl::StatusOr<ImagePart> part = DecodePart(bytes, choose, DecodeOptionsOf(entry));
    if (!part.ok()) return At(index, part.status());
    return ExamplePart{{std::move(part->image), entry.label}, part->box};
  }

  absl::StatusOr<std::optional<std::string>> EncodedBytes(int64_t index) const override {
    STRIDE_ASSIGN_OR_RETURN(const absl::string_view bytes, Payload(index));
    if (EntryOf(index).content == PackedContent::kPixels) return std::nullopt;
    return std::string(bytes);
  }

 private:
  PackedEntry EntryOf(int64_t index) const {
    return ReadPackedEntry(file_->bytes(), footer_, index);
  }

  Image PixelsOf(const PackedEntry& entry, absl::string_view bytes) const {
    return Image::View(reinterpret_cast<const uint8_t*>(bytes.data()), entry.height, entry.width,
                       entry.channels, file_);
  }

  absl::Status At(int64_t index, const absl::Status& status) const {
    return absl::Status(status.code(),
                        absl::StrCat(path_, ": example ", index, " (", Id(index), ") at byte ",
                                     EntryOf(index).offset, ": ", status.message()));
  }

  absl::StatusOr<absl::string_view> Payload(int64_t index) const {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    const PackedEntry entry = EntryOf(index);
    const absl::string_view bytes = file_->bytes().substr(entry.offset, entry.size);
    CountMapped(entry.size);
    const uint32_t checksum = Checksum(bytes);
    if (checksum == entry.checksum) return bytes;
    return At(index, absl::DataLossError(absl::StrCat(
                         "expected ", entry.size, " bytes of checksum ", absl::Hex(entry.checksum),
                         ", found ", absl::Hex(checksum), "; the file is damaged, pack it again")));
  }

  // What is given back comes again, from the page cache or the disk, when somebody looks at it.
  void CountMapped(int64_t bytes) const {
    if (static_cast<int64_t>(file_->bytes().size()) <= kMostMapped) return;
    if ((mapped_ += std::max(bytes, kLeastMapped)) <= kMostMapped) return;
    mapped_ = 0;
    madvise(const_cast<char*>(file_->bytes().data()), file_->bytes().size(), MADV_DONTNEED);
  }

  const std::string path_;
  const std::shared_ptr<const MappedFile> file_;  // views keep it alive
  const PackedHeader header_;
  const PackedFooter footer_;
  mutable std::atomic<int64_t> mapped_ = 0;  // bytes since the last were given back
};

absl::StatusOr<DatasetPtr> Open(const std::string& path, std::shared_ptr<const MappedFile> file) {
  const absl::string_view bytes = file->bytes();
  STRIDE_ASSIGN_OR_RETURN(PackedHeader header, ReadPackedHeader(bytes));
  STRIDE_ASSIGN_OR_RETURN(const PackedFooter footer, ReadPackedFooter(bytes));
  STRIDE_RETURN_IF_ERROR(CheckPackedIndex(bytes, header, footer));
  return DatasetPtr(
      std::make_shared<PackedDataset>(path, std::move(file), std::move(header), footer));
}

}  // namespace

absl::StatusOr<DatasetPtr> OpenPacked(const std::string& path) {
  STRIDE_ASSIGN_OR_RETURN(std::shared_ptr<const MappedFile> file, MappedFile::Open(path));
  absl::StatusOr<DatasetPtr> dataset = Open(path, std::move(file));
  if (dataset.ok()) return dataset;
  return absl::Status(dataset.status().code(),
                      absl::StrCat(path, ": ", dataset.status().message()));
}

}  // namespace stride
