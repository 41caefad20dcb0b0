#include "stride/data/dataset/emnist.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "stride/data/dataset/idx.h"

namespace stride {
namespace {

constexpr char kDigits[] = "0123456789";
constexpr char kUpperCase[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr char kLowerCase[] = "abcdefghijklmnopqrstuvwxyz";
constexpr char kOwnLowerCase[] = "abdefghnqrt";  // those that do not look like their upper case

void Append(absl::string_view letters, std::vector<std::string>& names) {
  for (const char letter : letters) names.emplace_back(1, letter);
}

const char* NameOf(EmnistSplit split) {
  switch (split) {
    case EmnistSplit::kByClass:
      return "byclass";
    case EmnistSplit::kByMerge:
      return "bymerge";
    case EmnistSplit::kBalanced:
      return "balanced";
    case EmnistSplit::kLetters:
      return "letters";
    case EmnistSplit::kDigits:
      return "digits";
    case EmnistSplit::kMnist:
      return "mnist";
  }
  return "";
}

std::vector<std::string> ClassNamesOf(EmnistSplit split) {
  std::vector<std::string> names;
  if (split == EmnistSplit::kLetters) {
    names.emplace_back("N/A");
    Append(kLowerCase, names);
    return names;
  }
  Append(kDigits, names);
  if (split == EmnistSplit::kDigits || split == EmnistSplit::kMnist) return names;
  Append(kUpperCase, names);
  Append(split == EmnistSplit::kByClass ? kLowerCase : kOwnLowerCase, names);
  return names;
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadEmnist(const std::string& folder, EmnistSplit emnist_split,
                                      Split split) {
  const std::string subset = split == Split::kTrain ? "train" : "test";
  return LoadIdxPair(folder, absl::StrCat("emnist-", NameOf(emnist_split), "-", subset),
                     ClassNamesOf(emnist_split), subset);
}

}  // namespace stride
