// Packs a data set into one file: see --help.
#include "stride/data/dataset/pack.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/open_dataset.h"

ABSL_FLAG(std::string, input, "", "the data set: a folder, a .csv manifest or a packed file");
ABSL_FLAG(
    std::string, format, "",
    "image_folder, csv, packed, mnist, fashion_mnist, kmnist, emnist_letters (and its like), "
    "cifar10, cifar100, cifar100_coarse or svhn; empty: one of the first three, by the input");
ABSL_FLAG(std::string, split, "train", "train or test, of a format that holds both");
ABSL_FLAG(std::string, output, "", "the file to write");
ABSL_FLAG(std::string, encoding, "original",
          "raw: pixels; original: the picture files as they are, pixels where there are none; "
          "jpeg: made of the pixels, with losses");
ABSL_FLAG(int, jpeg_quality, 95, "0 to 100");

namespace stride {
namespace {

template <typename Value>
absl::Status Choose(const std::string& flag, const std::string& name,
                    const std::map<std::string, Value>& values, Value& value) {
  const auto found = values.find(name);
  if (found == values.end()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--", flag, "=", name, ": expected one of ",
        absl::StrJoin(values, ", ", [](std::string* out, const auto& v) { *out += v.first; })));
  }
  value = found->second;
  return absl::OkStatus();
}

// A line at every twentieth part.
void ShowProgress(int64_t done, int64_t all) {
  if (done * 20 / all == (done - 1) * 20 / all) return;
  std::cerr << "packed " << done << " of " << all << std::endl;
}

absl::Status Run(const std::vector<char*>& rest) {
  if (rest.size() > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("unexpected argument \"", rest[1], "\"; flags are --name=value, see --help"));
  }
  const std::string input = UserPath(absl::GetFlag(FLAGS_input));
  const std::string output = UserPath(absl::GetFlag(FLAGS_output));
  if (input.empty() || output.empty()) {
    return absl::InvalidArgumentError("--input and --output must be given, see --help");
  }
  PackOptions options;
  Split split = Split::kTrain;
  STRIDE_RETURN_IF_ERROR(Choose<PackEncoding>("encoding", absl::GetFlag(FLAGS_encoding),
                                              {{"raw", PackEncoding::kRaw},
                                               {"original", PackEncoding::kOriginal},
                                               {"jpeg", PackEncoding::kJpeg}},
                                              options.encoding));
  STRIDE_RETURN_IF_ERROR(Choose<Split>("split", absl::GetFlag(FLAGS_split),
                                       {{"train", Split::kTrain}, {"test", Split::kTest}}, split));
  options.jpeg_quality = absl::GetFlag(FLAGS_jpeg_quality);
  options.progress = ShowProgress;
  STRIDE_ASSIGN_OR_RETURN(const DatasetPtr dataset,
                          OpenDataset(input, absl::GetFlag(FLAGS_format), split));
  STRIDE_ASSIGN_OR_RETURN(const int64_t bytes, Pack(*dataset, output, options));
  std::cout << "result examples=" << dataset->size() << " bytes=" << bytes << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "Packs a data set into one file.\n\n  bazel run //data/pack -- --input=DIR --output=FILE");
  const absl::Status status = stride::Run(absl::ParseCommandLine(argc, argv));
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "pack: " << status.message() << std::endl;
  return EXIT_FAILURE;
}
