#include "stride/data/dataset/csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

class Parser {
 public:
  Parser(const std::string& path, absl::string_view rest) : path_(path), rest_(rest) {}

  absl::StatusOr<std::vector<CsvRecord>> Parse() {
    absl::ConsumePrefix(&rest_, "\xEF\xBB\xBF");
    std::vector<CsvRecord> records;
    while (!rest_.empty()) {
      if (TakeLineEnd()) continue;
      STRIDE_ASSIGN_OR_RETURN(CsvRecord record, Record());
      if (!records.empty() && record.fields.size() != records[0].fields.size()) {
        return Error(record.line,
                     absl::StrCat("expected ", records[0].fields.size(), " fields, as in line ",
                                  records[0].line, ", found ", record.fields.size()));
      }
      records.push_back(std::move(record));
    }
    return records;
  }

 private:
  absl::Status Error(int64_t line, absl::string_view what) const {
    return absl::InvalidArgumentError(absl::StrCat(path_, ":", line, ": ", what));
  }

  bool AtEnd() const {
    return rest_.empty() || rest_[0] == ',' || rest_[0] == '\n' || absl::StartsWith(rest_, "\r\n");
  }

  bool TakeLineEnd() {
    if (!absl::ConsumePrefix(&rest_, "\r\n") && !absl::ConsumePrefix(&rest_, "\n")) return false;
    ++line_;
    return true;
  }

  // With the end of its line.
  absl::StatusOr<CsvRecord> Record() {
    CsvRecord record;
    record.line = line_;
    do {
      STRIDE_ASSIGN_OR_RETURN(record.fields.emplace_back(), Field());
    } while (absl::ConsumePrefix(&rest_, ","));
    TakeLineEnd();
    return record;
  }

  absl::StatusOr<std::string> Field() {
    if (absl::ConsumePrefix(&rest_, "\"")) return Quoted();
    size_t size = 0;
    const absl::string_view text = rest_;
    for (; !AtEnd(); rest_.remove_prefix(1), ++size) {
      if (rest_[0] == '"') {
        return Error(line_,
                     "a quote within a field; put the whole field in quotes, and two "
                     "quotes for one");
      }
    }
    return std::string(text.substr(0, size));
  }

  // Behind the first quote.
  absl::StatusOr<std::string> Quoted() {
    const int64_t begin = line_;
    std::string field;
    while (true) {
      const size_t size = rest_.find('"');
      if (size == absl::string_view::npos) return Error(begin, "a quote is never closed");
      field.append(rest_.data(), size);
      line_ += std::count(rest_.begin(), rest_.begin() + size, '\n');
      rest_.remove_prefix(size + 1);
      if (!absl::ConsumePrefix(&rest_, "\"")) break;
      field.push_back('"');
    }
    if (!AtEnd()) {
      return Error(line_, absl::StrCat("expected a comma or the end of the line behind a quoted "
                                       "field, found \"",
                                       rest_.substr(0, 1), "\""));
    }
    return field;
  }

  const std::string& path_;
  absl::string_view rest_;
  int64_t line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRecord>> ParseCsv(const std::string& path, absl::string_view text) {
  return Parser(path, text).Parse();
}

}  // namespace stride
