// OpenCV's exceptions at the border where they become a Status.
#ifndef STRIDE_EVAL_REPORT_OPENCV_ERROR_H_
#define STRIDE_EVAL_REPORT_OPENCV_ERROR_H_

#include <opencv2/core.hpp>
#include <type_traits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace stride {

// Returns what `call` returns, a StatusOr; a cv::Exception becomes Internal "<what>: <message>".
template <typename Call>
std::invoke_result_t<Call> CatchOpenCvErrors(absl::string_view what, Call call) {
  try {
    return call();
  } catch (const cv::Exception& error) {
    return absl::InternalError(absl::StrCat(what, ": ", error.err));
  }
}

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_OPENCV_ERROR_H_
