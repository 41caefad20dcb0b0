// Numbers as people read them.
#ifndef STRIDE_TRAIN_LOG_FORMAT_H_
#define STRIDE_TRAIN_LOG_FORMAT_H_

#include <string>

namespace stride {

std::string FormatCount(double value);       // rounded: "12,345"
std::string FormatDuration(double seconds);  // rounded: "0:07", "12:34", "1:02:03"

}  // namespace stride

#endif  // STRIDE_TRAIN_LOG_FORMAT_H_
