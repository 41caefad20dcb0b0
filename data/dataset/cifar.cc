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

struct Format {
  const char* name;
  int label_bytes;  // of a record
  int label_at;     // the one of them that is the label
  size_t classes;
  const char* names_file;
  const char* names;  // where the file is not there

  int record() const { return label_bytes + 3 * kPlane; }
};

constexpr Format kCifar10 = {"CIFAR-10",
                             1,
                             0,
                             10,
                             "batches.meta.txt",
                             "airplane automobile bird cat deer dog frog horse ship truck"};

constexpr Format kCifar100Fine = {
    "CIFAR-100",
    2,
    1,
    100,
    "fine_label_names.txt",
    "apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus "
    "butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch "
    "crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo "
    "keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse "
    "mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy "
    "porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper "
    "snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television "
    "tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm"};

constexpr Format kCifar100Coarse = {
    "CIFAR-100",
    2,
    0,
    20,
    "coarse_label_names.txt",
    "aquatic_mammals fish flowers food_containers fruit_and_vegetables "
    "household_electrical_devices household_furniture insects large_carnivores "
    "large_man-made_outdoor_things large_natural_outdoor_scenes large_omnivores_and_herbivores "
    "medium_mammals non-insect_invertebrates people reptiles small_mammals trees vehicles_1 "
    "vehicles_2"};

absl::StatusOr<std::vector<std::string>> ReadClassNames(const std::string& folder,
                                                        const Format& format) {
  const std::string path = absl::StrCat(folder, "/", format.names_file);
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (absl::IsNotFound(text.status())) {
    return std::vector<std::string>(absl::StrSplit(format.names, ' '));
  }
  if (!text.ok()) return text.status();
  std::vector<std::string> names =
      absl::StrSplit(*text, absl::ByAnyChar("\r\n"), absl::SkipWhitespace());
  if (names.size() != format.classes) {
    return absl::DataLossError(
        absl::StrCat(path, ": expected ", format.classes, " class names, found ", names.size()));
  }
  return names;
}

// Planes to pixels: CHW to HWC.
void Interleave(const uint8_t* planes, uint8_t* pixels) {
  for (int i = 0; i < kPlane; ++i) {
    for (int c = 0; c < 3; ++c) *pixels++ = planes[c * kPlane + i];
  }
}

absl::Status AppendFile(const std::string& path, const Format& format, InMemoryImages& images) {
  const absl::StatusOr<std::string> file = ReadFile(path);
  if (absl::IsNotFound(file.status())) {
    return absl::NotFoundError(absl::StrCat(file.status().message(),
                                            "; the folder needs the files of ", format.name,
                                            "'s binary version"));
  }
  if (!file.ok()) return file.status();
  const std::string& bytes = *file;
  if (bytes.empty() || bytes.size() % format.record() != 0) {
    return absl::DataLossError(absl::StrCat(path, ": expected records of ", format.record(),
                                            " bytes, found ", bytes.size(),
                                            " bytes in all; the file is damaged, fetch it again"));
  }
  const uint8_t* record = reinterpret_cast<const uint8_t*>(bytes.data());
  const int64_t records = static_cast<int64_t>(bytes.size()) / format.record();
  const size_t before = images.pixels.size();
  images.pixels.resize(before + records * 3 * kPlane);
  uint8_t* pixels = images.pixels.data() + before;
  for (int64_t i = 0; i < records; ++i, record += format.record()) {
    const int label = record[format.label_at];
    if (label >= static_cast<int>(format.classes)) {
      return absl::DataLossError(
          absl::StrCat(path, ": record ", i, " at byte ", i * format.record() + format.label_at,
                       ": expected a label from 0 to ", format.classes - 1, ", found ", label,
                       "; the file is damaged, fetch it again"));
    }
    images.labels.push_back(label);
    Interleave(record + format.label_bytes, pixels + i * 3 * kPlane);
  }
  return absl::OkStatus();
}

absl::StatusOr<DatasetPtr> Load(const std::string& folder, Split split, const Format& format,
                                const std::vector<std::string>& files) {
  STRIDE_RETURN_IF_ERROR(CheckFolder(folder));
  InMemoryImages images;
  images.height = kSide;
  images.width = kSide;
  images.channels = 3;
  images.id_prefix = split == Split::kTrain ? "train" : "test";
  STRIDE_ASSIGN_OR_RETURN(images.class_names, ReadClassNames(folder, format));
  for (const std::string& file : files) {
    STRIDE_RETURN_IF_ERROR(AppendFile(absl::StrCat(folder, "/", file), format, images));
  }
  return MakeInMemoryDataset(std::move(images));
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadCifar10(const std::string& folder, Split split) {
  if (split == Split::kTest) return Load(folder, split, kCifar10, {"test_batch.bin"});
  return Load(folder, split, kCifar10,
              {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin",
               "data_batch_5.bin"});
}

absl::StatusOr<DatasetPtr> LoadCifar100(const std::string& folder, Split split,
                                        Cifar100Labels labels) {
  return Load(folder, split, labels == Cifar100Labels::kFine ? kCifar100Fine : kCifar100Coarse,
              {split == Split::kTrain ? "train.bin" : "test.bin"});
}

}  // namespace stride
