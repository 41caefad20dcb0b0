// Shorter error handling for functions that return absl::Status or absl::StatusOr.
//
//   STRIDE_RETURN_IF_ERROR(WriteFileAtomically(path, bytes));
//   STRIDE_ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path));
#ifndef STRIDE_DATA_BASE_STATUS_MACROS_H_
#define STRIDE_DATA_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define STRIDE_STATUS_CONCAT_INNER_(a, b) a##b
#define STRIDE_STATUS_CONCAT_(a, b) STRIDE_STATUS_CONCAT_INNER_(a, b)

#define STRIDE_RETURN_IF_ERROR(expression)         \
  do {                                             \
    absl::Status stride_status = (expression);     \
    if (!stride_status.ok()) return stride_status; \
  } while (false)

#define STRIDE_ASSIGN_OR_RETURN(target, expression) \
  STRIDE_ASSIGN_OR_RETURN_(STRIDE_STATUS_CONCAT_(stride_status_or_, __LINE__), target, expression)

// A target that declares a variable cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define STRIDE_ASSIGN_OR_RETURN_(status_or, target, expression) \
  auto status_or = (expression);                                \
  if (!status_or.ok()) return std::move(status_or).status();    \
  target = *std::move(status_or)
// NOLINTEND(bugprone-macro-parentheses)

#endif  // STRIDE_DATA_BASE_STATUS_MACROS_H_
