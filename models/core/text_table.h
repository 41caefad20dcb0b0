// Lays out rows of text in aligned columns.
#ifndef STRIDE_MODELS_CORE_TEXT_TABLE_H_
#define STRIDE_MODELS_CORE_TEXT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace stride {

// The first row is the heading; a rule separates it from the rest. `alignment` has a letter for
// each column, 'l' or 'r'. Every row has as many cells as `alignment` has letters. Columns are two
// spaces apart; each line ends with a line feed.
std::string FormatTable(const std::vector<std::vector<std::string>>& rows,
                        absl::string_view alignment);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_TEXT_TABLE_H_
