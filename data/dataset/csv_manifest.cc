#include "stride/data/dataset/csv_manifest.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/csv.h"
#include "stride/data/dataset/image_files.h"

namespace stride {
namespace {

constexpr int64_t kMostClasses = 1'000'000;  // a larger number is a slip, not a class

struct Row {
  int64_t line;
  std::string path;
  std::string label;
};

class Manifest {
 public:
  Manifest(const std::string& path, const CsvManifestOptions& options)
      : path_(path), options_(options) {}

  absl::StatusOr<DatasetPtr> Open() {
    STRIDE_ASSIGN_OR_RETURN(const std::string text, ReadFile(path_));
    STRIDE_ASSIGN_OR_RETURN(std::vector<CsvRecord> records, ParseCsv(path_, text));
    STRIDE_RETURN_IF_ERROR(ReadRows(std::move(records)));
    ImageFiles images;
    images.folder = std::filesystem::path(path_).parent_path().string();
    images.decode = options_.decode;
    images.manifest = path_;
    images.class_names = options_.class_names;
    if (images.class_names.empty()) {
      STRIDE_ASSIGN_OR_RETURN(images.class_names, FindClassNames());
    }
    STRIDE_RETURN_IF_ERROR(AddFiles(images));
    return MakeImageFilesDataset(std::move(images));
  }

 private:
  absl::Status Error(int64_t line, absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(path_, ":", line, ": ", what));
  }

  absl::Status ReadRows(std::vector<CsvRecord> records) {
    size_t path_at = 0;
    size_t label_at = 1;
    size_t first = 0;
    if (!records.empty()) {
      const std::vector<std::string>& names = records[0].fields;
      const size_t path = std::find(names.begin(), names.end(), "path") - names.begin();
      const size_t label = std::find(names.begin(), names.end(), "label") - names.begin();
      if (path < names.size() && label < names.size()) {
        path_at = path;
        label_at = label;
        first = 1;
      } else if (names.size() != 2) {
        return Error(records[0].line, absl::StrCat("expected a path and a label, or a line that "
                                                   "names the columns path and label, found ",
                                                   names.size(), " fields"));
      }
    }
    for (size_t i = first; i < records.size(); ++i) {
      std::vector<std::string>& fields = records[i].fields;
      for (const size_t at : {path_at, label_at}) {
        if (fields[at].empty()) {
          return Error(records[i].line, at == path_at ? "the path is empty" : "the label is empty");
        }
      }
      rows_.push_back({records[i].line, std::move(fields[path_at]), std::move(fields[label_at])});
    }
    if (rows_.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(path_,
                                                     ": no example; expected lines of a "
                                                     "path and a label"));
    }
    return absl::OkStatus();
  }

  static bool IsNumber(const std::string& label, int64_t& number) {
    return absl::SimpleAtoi(label, &number) && number >= 0;
  }

  absl::StatusOr<std::vector<std::string>> FindClassNames() const {
    std::vector<std::string> names;
    int64_t most = -1;
    for (const Row& row : rows_) {
      int64_t number = 0;
      if (!IsNumber(row.label, number)) return NamesInUse();
      if (number >= kMostClasses) {
        return Error(row.line,
                     absl::StrCat("expected a label below ", kMostClasses, ", found ", row.label));
      }
      most = std::max(most, number);
    }
    for (int64_t number = 0; number <= most; ++number) names.push_back(absl::StrCat(number));
    return names;
  }

  std::vector<std::string> NamesInUse() const {
    std::vector<std::string> names;
    for (const Row& row : rows_) names.push_back(row.label);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  absl::Status AddFiles(ImageFiles& images) const {
    std::map<std::string, int64_t> labels;
    for (size_t i = 0; i < images.class_names.size(); ++i) labels[images.class_names[i]] = i;
    for (const Row& row : rows_) {
      const auto found = labels.find(row.label);
      int64_t label = 0;
      if (found != labels.end()) {
        label = found->second;
      } else if (!IsNumber(row.label, label) ||
                 label >= static_cast<int64_t>(images.class_names.size())) {
        return Error(row.line, absl::StrCat("expected one of the ", images.class_names.size(),
                                            " classes or its number, found ", row.label));
      }
      images.files.push_back({row.path, label, row.line});
    }
    return absl::OkStatus();
  }

  const std::string& path_;
  const CsvManifestOptions& options_;
  std::vector<Row> rows_;
};

}  // namespace

absl::StatusOr<DatasetPtr> OpenCsvManifest(const std::string& path,
                                           const CsvManifestOptions& options) {
  return Manifest(path, options).Open();
}

}  // namespace stride
