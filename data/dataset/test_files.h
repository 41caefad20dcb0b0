// For the tests of file formats: a folder of the running test's own, and files in it.
#ifndef STRIDE_DATA_DATASET_TEST_FILES_H_
#define STRIDE_DATA_DATASET_TEST_FILES_H_

#include <initializer_list>
#include <string>

namespace stride {

// An empty folder named after the test.
std::string TestFolder();

void WriteTestFile(const std::string& path, const std::string& bytes);

std::string Gzip(const std::string& bytes);

// An IDX file of unsigned bytes: dimensions and data.
std::string Idx(const std::initializer_list<int>& sizes, const std::string& data);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_TEST_FILES_H_
