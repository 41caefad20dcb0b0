#include "stride/models/core/text_table.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace stride {
namespace {

std::vector<size_t> ColumnWidths(const std::vector<std::vector<std::string>>& rows,
                                 size_t columns) {
  std::vector<size_t> widths(columns, 0);
  for (const std::vector<std::string>& row : rows) {
    for (size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  return widths;
}

std::string FormatRow(const std::vector<std::string>& row, const std::vector<size_t>& widths,
                      absl::string_view alignment) {
  std::string line;
  for (size_t i = 0; i < widths.size(); ++i) {
    const std::string fill(widths[i] - row[i].size(), ' ');
    const bool right = alignment[i] == 'r';
    absl::StrAppend(&line, i == 0 ? "" : "  ", right ? fill : "", row[i], right ? "" : fill);
  }
  absl::StripTrailingAsciiWhitespace(&line);
  return line;
}

}  // namespace

std::string FormatTable(const std::vector<std::vector<std::string>>& rows,
                        absl::string_view alignment) {
  const std::vector<size_t> widths = ColumnWidths(rows, alignment.size());
  size_t total = 2 * (widths.size() - 1);
  for (const size_t width : widths) total += width;

  std::string table;
  for (size_t i = 0; i < rows.size(); ++i) {
    absl::StrAppend(&table, FormatRow(rows[i], widths, alignment), "\n");
    if (i == 0) absl::StrAppend(&table, std::string(total, '-'), "\n");
  }
  return table;
}

}  // namespace stride
