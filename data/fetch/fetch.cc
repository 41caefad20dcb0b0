// Fetches a public data set: see --help.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/fetch/catalog.h"
#include "stride/data/fetch/fetch_dataset.h"

ABSL_FLAG(std::string, output_dir, "data_sets",
          "the folder that the data set's own folder is made in; archives that lie there are used");
ABSL_FLAG(std::string, mirror, "",
          "an address that the archives lie below, in place of the official ones");
ABSL_FLAG(std::string, archive, "",
          "the archive, already downloaded; nothing is downloaded then, but its sum is checked");

namespace stride {
namespace {

std::string Usage() {
  std::string usage =
      "Downloads a public data set, checks its sum and unpacks it. Ctrl-C keeps what there is, and "
      "the same command goes on from there.\n\n"
      "  bazel run //data/fetch -- NAME [--output_dir=DIR] [--mirror=URL | --archive=FILE]\n\n"
      "NAME is one of";
  for (const PublicDataset& dataset : PublicDatasets()) {
    int64_t bytes = 0;
    for (const DatasetArchive& archive : dataset.archives) bytes += archive.identity.bytes;
    absl::StrAppend(&usage, absl::StrFormat("\n  %-14s%4d MB", dataset.name, bytes / 1000000));
  }
  return usage;
}

bool OnTerminal() {
  const char* term = std::getenv("TERM");
  return isatty(STDERR_FILENO) && term != nullptr && absl::string_view(term) != "dumb";
}

absl::Status Run(const std::vector<char*>& rest) {
  if (rest.size() != 2) {
    return absl::InvalidArgumentError(absl::StrCat("expected the name of one data set, found ",
                                                   rest.size() - 1, " names; see --help"));
  }
  STRIDE_ASSIGN_OR_RETURN(const PublicDataset dataset, FindPublicDataset(rest[1]));
  FetchOptions options;
  options.output_dir = UserPath(absl::GetFlag(FLAGS_output_dir));
  options.mirror = absl::GetFlag(FLAGS_mirror);
  options.archive = UserPath(absl::GetFlag(FLAGS_archive));
  options.output = &std::cerr;
  options.live = OnTerminal();
  if (options.output_dir.empty()) return absl::InvalidArgumentError("--output_dir must be given");

  const absl::Time start = absl::Now();
  STRIDE_ASSIGN_OR_RETURN(const FetchedDataset fetched, FetchDataset(dataset, options));
  const double seconds = absl::ToDoubleSeconds(absl::Now() - start);
  std::cout << dataset.name << (fetched.was_there ? " was whole already, in " : " is in ")
            << fetched.folder << "\n  " << dataset.example << fetched.folder << "\n"
            << absl::StrFormat("result dataset=%s bytes=%d seconds=%.1f folder=%s", dataset.name,
                               fetched.bytes, seconds, fetched.folder)
            << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(stride::Usage());
  const absl::Status status = stride::Run(absl::ParseCommandLine(argc, argv));
  if (status.ok()) return EXIT_SUCCESS;
  std::cerr << "fetch: " << status.message() << std::endl;
  return EXIT_FAILURE;
}
