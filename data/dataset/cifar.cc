#include "stride/data/dataset/cifar.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/in_memory.h"

namespace stride {
namespace {

constexpr int kSide = 32;
constexpr int kPlane = kSide * kSide;
constexpr int kRecord = 1 + 3 * kPlane;

absl::StatusOr<std::vector<std::string>> ReadClassNames(const std::string& folder) {
  const std::string path = folder + "/batches.meta.txt";
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (absl::IsNotFound(text.status())) {
    return std::vector<std::string>{"airplane", "automobile", "bird",  "cat",  "deer",
                                    "dog",      "frog",       "horse", "ship", "truck"};
  }
  if (!text.ok()) return text.status();
  std::vector<std::string> names = absl::StrSplit(*text, '\n', absl::SkipWhitespace());
  if (names.size() != 10) {
    return absl::DataLossError(
        absl::StrCat(path, ": expected 10 class names, found ", names.size()));
  }
  return names;
}

// Planes to pixels: CHW to HWC.
void Interleave(const uint8_t* planes, uint8_t* pixels) {
  for (int i = 0; i < kPlane; ++i) {
    for (int c = 0; c < 3; ++c) *pixels++ = planes[c * kPlane + i];
  }
}

absl::Status AppendFile(const std::string& path, InMemoryImages& images) {
  const absl::StatusOr<std::string> file = ReadFile(path);
  if (absl::IsNotFound(file.status())) {
    return absl::NotFoundError(absl::StrCat(file.status().message(),
                                            "; the folder needs the files of CIFAR-10's binary "
                                            "version"));
  }
  if (!file.ok()) return file.status();
  const std::string& bytes = *file;
  if (bytes.empty() || bytes.size() % kRecord != 0) {
    return absl::DataLossError(absl::StrCat(path, ": expected records of ", kRecord,
                                            " bytes, found ", bytes.size(),
                                            " bytes in all; the file is damaged, fetch it again"));
  }
  const uint8_t* record = reinterpret_cast<const uint8_t*>(bytes.data());
  const int64_t records = static_cast<int64_t>(bytes.size()) / kRecord;
  const size_t before = images.pixels.size();
  images.pixels.resize(before + records * 3 * kPlane);
  uint8_t* pixels = images.pixels.data() + before;
  for (int64_t i = 0; i < records; ++i, record += kRecord) {
    if (record[0] > 9) {
      return absl::DataLossError(absl::StrCat(
          path, ": record ", i, " at byte ", i * kRecord, ": expected a label from 0 to 9, found ",
          static_cast<int>(record[0]), "; the file is damaged, fetch it again"));
    }
    images.labels.push_back(record[0]);
    Interleave(record + 1, pixels + i * 3 * kPlane);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadCifar10(const std::string& folder, Split split) {
  STRIDE_RETURN_IF_ERROR(CheckFolder(folder));
  InMemoryImages images;
  images.height = kSide;
  images.width = kSide;
  images.channels = 3;
  images.id_prefix = split == Split::kTrain ? "train" : "test";
  STRIDE_ASSIGN_OR_RETURN(images.class_names, ReadClassNames(folder));
  if (split == Split::kTest) {
    STRIDE_RETURN_IF_ERROR(AppendFile(folder + "/test_batch.bin", images));
  } else {
    for (int part = 1; part <= 5; ++part) {
      STRIDE_RETURN_IF_ERROR(
          AppendFile(absl::StrCat(folder, "/data_batch_", part, ".bin"), images));
    }
  }
  return MakeInMemoryDataset(std::move(images));
}

}  // namespace stride
