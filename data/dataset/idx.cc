#include "stride/data/dataset/idx.h"

#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/gzip.h"
#include "stride/data/dataset/in_memory.h"

namespace stride {
namespace {

constexpr int64_t kMaxBytes = int64_t{1} << 32;

struct IdxFile {
  std::string bytes;
  std::vector<int64_t> sizes;
  int64_t data_offset = 0;
};

int64_t BigEndian32(absl::string_view bytes, int64_t offset) {
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[offset + i]);
  return value;
}

absl::Status Damaged(const std::string& path, int64_t offset, absl::string_view expected,
                     absl::string_view found) {
  return absl::DataLossError(absl::StrCat(path, ": at byte ", offset, " expected ", expected,
                                          ", found ", found, "; the file is damaged or not IDX"));
}

// The sizes in a header of `4 + 4 * dimensions` bytes, of which `header` may hold fewer.
absl::StatusOr<std::vector<int64_t>> ReadSizes(const std::string& path, absl::string_view header,
                                               int dimensions) {
  const size_t length = 4 + 4 * dimensions;
  if (header.size() < length) {
    return Damaged(path, 0, absl::StrCat("a header of ", length, " bytes"),
                   absl::StrCat(header.size(), " bytes"));
  }
  const int64_t magic = 0x800 + dimensions;  // unsigned bytes, in so many dimensions
  if (BigEndian32(header, 0) != magic) {
    return Damaged(path, 0, absl::StrCat("the magic number ", magic),
                   absl::StrCat(BigEndian32(header, 0)));
  }
  std::vector<int64_t> sizes;
  int64_t bytes = 1;
  for (int d = 0; d < dimensions; ++d) {
    sizes.push_back(BigEndian32(header, 4 + 4 * d));
    if (sizes[d] < 1 || sizes[d] > kMaxBytes / bytes) {
      return Damaged(path, 4 + 4 * d, "a size from 1 to 4 GiB in all", absl::StrCat(sizes[d]));
    }
    bytes *= sizes[d];
  }
  return sizes;
}

// `dimensions` is 3 for images and 1 for labels. No more is uncompressed than the header says.
absl::StatusOr<IdxFile> ReadIdx(const std::string& path, int dimensions) {
  IdxFile file;
  STRIDE_ASSIGN_OR_RETURN(file.bytes, ReadFile(path));
  const bool compressed = IsGzip(file.bytes);
  file.data_offset = 4 + 4 * dimensions;
  std::string header = file.bytes.substr(0, file.data_offset);
  if (compressed) {
    STRIDE_ASSIGN_OR_RETURN(header, Gunzip(path, file.bytes, file.data_offset));
  }
  STRIDE_ASSIGN_OR_RETURN(file.sizes, ReadSizes(path, header, dimensions));
  int64_t expected = 1;
  for (const int64_t size : file.sizes) expected *= size;
  if (compressed) {
    STRIDE_ASSIGN_OR_RETURN(file.bytes, Gunzip(path, file.bytes, file.data_offset + expected + 1));
  }
  const int64_t found = static_cast<int64_t>(file.bytes.size()) - file.data_offset;
  if (found != expected) {
    return Damaged(path, file.data_offset, absl::StrCat(expected, " bytes of data"),
                   found > expected ? "more" : absl::StrCat(found));
  }
  return file;
}

absl::StatusOr<std::string> Find(const std::string& folder, const std::string& name) {
  const std::string plain = absl::StrCat(folder, "/", name);
  for (const std::string& path : {plain, plain + ".gz"}) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return path;
  }
  STRIDE_RETURN_IF_ERROR(CheckFolder(folder));
  return absl::NotFoundError(absl::StrCat("no ", name, " and no ", name, ".gz in ", folder,
                                          "; the folder needs the data set's IDX files"));
}

absl::StatusOr<DatasetPtr> LoadFolder(const std::string& folder, Split split,
                                      std::vector<std::string> class_names) {
  const bool train = split == Split::kTrain;
  return LoadIdxPair(folder, train ? "train" : "t10k", std::move(class_names),
                     train ? "train" : "test");
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadIdx(const std::string& images_path, const std::string& labels_path,
                                   std::vector<std::string> class_names,
                                   const std::string& id_prefix) {
  STRIDE_ASSIGN_OR_RETURN(const IdxFile images, ReadIdx(images_path, 3));
  STRIDE_ASSIGN_OR_RETURN(const IdxFile labels, ReadIdx(labels_path, 1));
  if (labels.sizes[0] != images.sizes[0]) {
    return absl::DataLossError(absl::StrCat(labels_path, ": ", labels.sizes[0], " labels for the ",
                                            images.sizes[0], " images of ", images_path,
                                            "; the two files do not belong together"));
  }
  InMemoryImages all;
  all.height = static_cast<int>(images.sizes[1]);
  all.width = static_cast<int>(images.sizes[2]);
  all.channels = 1;
  all.class_names = std::move(class_names);
  all.id_prefix = id_prefix;
  const int64_t classes = static_cast<int64_t>(all.class_names.size());
  for (int64_t i = 0; i < labels.sizes[0]; ++i) {
    const int64_t label = static_cast<uint8_t>(labels.bytes[labels.data_offset + i]);
    if (label >= classes) {
      return Damaged(labels_path, labels.data_offset + i,
                     absl::StrCat("a label from 0 to ", classes - 1), absl::StrCat(label));
    }
    all.labels.push_back(label);
  }
  all.pixels.assign(images.bytes.begin() + images.data_offset, images.bytes.end());
  return MakeInMemoryDataset(std::move(all));
}

absl::StatusOr<DatasetPtr> LoadIdxPair(const std::string& folder, const std::string& stem,
                                       std::vector<std::string> class_names,
                                       const std::string& id_prefix) {
  STRIDE_ASSIGN_OR_RETURN(const std::string images, Find(folder, stem + "-images-idx3-ubyte"));
  STRIDE_ASSIGN_OR_RETURN(const std::string labels, Find(folder, stem + "-labels-idx1-ubyte"));
  return LoadIdx(images, labels, std::move(class_names), id_prefix);
}

absl::StatusOr<DatasetPtr> LoadMnist(const std::string& folder, Split split) {
  return LoadFolder(folder, split, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
}

absl::StatusOr<DatasetPtr> LoadFashionMnist(const std::string& folder, Split split) {
  return LoadFolder(folder, split,
                    {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                     "Sneaker", "Bag", "Ankle boot"});
}

absl::StatusOr<DatasetPtr> LoadKmnist(const std::string& folder, Split split) {
  return LoadFolder(folder, split, {"o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"});
}

}  // namespace stride
