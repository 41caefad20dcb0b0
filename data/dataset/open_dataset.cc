#include "stride/data/dataset/open_dataset.h"

#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "stride/data/dataset/cifar.h"
#include "stride/data/dataset/csv_manifest.h"
#include "stride/data/dataset/emnist.h"
#include "stride/data/dataset/idx.h"
#include "stride/data/dataset/image_folder.h"
#include "stride/data/dataset/packed.h"
#include "stride/data/dataset/svhn.h"

namespace stride {
namespace {

using Opener = std::function<absl::StatusOr<DatasetPtr>(const std::string& path, Split split)>;

Opener Emnist(EmnistSplit emnist_split) {
  return
      [=](const std::string& path, Split split) { return LoadEmnist(path, emnist_split, split); };
}

Opener Cifar100(Cifar100Labels labels) {
  return [=](const std::string& path, Split split) { return LoadCifar100(path, split, labels); };
}

const std::vector<std::pair<std::string, Opener>>& Formats() {
  static const auto& formats = *new std::vector<std::pair<std::string, Opener>>{
      {"image_folder", [](const std::string& path, Split) { return OpenImageFolder(path); }},
      {"csv", [](const std::string& path, Split) { return OpenCsvManifest(path); }},
      {"packed", [](const std::string& path, Split) { return OpenPacked(path); }},
      {"mnist", LoadMnist},
      {"fashion_mnist", LoadFashionMnist},
      {"kmnist", LoadKmnist},
      {"emnist_byclass", Emnist(EmnistSplit::kByClass)},
      {"emnist_bymerge", Emnist(EmnistSplit::kByMerge)},
      {"emnist_balanced", Emnist(EmnistSplit::kBalanced)},
      {"emnist_letters", Emnist(EmnistSplit::kLetters)},
      {"emnist_digits", Emnist(EmnistSplit::kDigits)},
      {"emnist_mnist", Emnist(EmnistSplit::kMnist)},
      {"cifar10", LoadCifar10},
      {"cifar100", Cifar100(Cifar100Labels::kFine)},
      {"cifar100_coarse", Cifar100(Cifar100Labels::kCoarse)},
      {"svhn", LoadSvhn},
  };
  return formats;
}

std::string FormatOf(const std::string& path) {
  std::error_code ignored;
  if (absl::EndsWithIgnoreCase(path, ".csv")) return "csv";
  return std::filesystem::is_regular_file(path, ignored) ? "packed" : "image_folder";
}

}  // namespace

std::vector<std::string> DatasetFormats() {
  std::vector<std::string> names;
  for (const auto& format : Formats()) names.push_back(format.first);
  return names;
}

absl::StatusOr<DatasetPtr> OpenDataset(const std::string& path, const std::string& format,
                                       Split split) {
  const std::string wanted = format.empty() ? FormatOf(path) : format;
  for (const auto& [name, open] : Formats()) {
    if (name == wanted) return open(path, split);
  }
  return absl::InvalidArgumentError(absl::StrCat("there is no data set format ", wanted,
                                                 "; expected one of ",
                                                 absl::StrJoin(DatasetFormats(), ", ")));
}

}  // namespace stride
