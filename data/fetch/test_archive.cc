#include "stride/data/fetch/test_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <glog/logging.h>

namespace stride {
namespace {

void Add(archive* writer, const TestEntry& entry) {
  archive_entry* const header = archive_entry_new();
  archive_entry_set_pathname(header, entry.path.c_str());
  archive_entry_set_filetype(header, entry.symlink.empty() ? AE_IFREG : AE_IFLNK);
  archive_entry_set_perm(header, 0);  // as hostile as the rest
  if (!entry.symlink.empty()) archive_entry_set_symlink(header, entry.symlink.c_str());
  if (!entry.hardlink.empty()) archive_entry_set_hardlink(header, entry.hardlink.c_str());
  archive_entry_set_size(header, entry.bytes.size());
  CHECK_EQ(archive_write_header(writer, header), ARCHIVE_OK) << archive_error_string(writer);
  CHECK_EQ(archive_write_data(writer, entry.bytes.data(), entry.bytes.size()), entry.bytes.size());
  archive_entry_free(header);
}

std::string Write(const std::vector<TestEntry>& entries, bool gzip) {
  size_t size = 1 << 20;
  for (const TestEntry& entry : entries) size += 2 * entry.bytes.size();
  std::string bytes(size, '\0');
  size_t used = 0;
  archive* const writer = archive_write_new();
  if (gzip) archive_write_add_filter_gzip(writer);
  archive_write_set_format_gnutar(writer);
  CHECK_EQ(archive_write_open_memory(writer, &bytes[0], bytes.size(), &used), ARCHIVE_OK);
  for (const TestEntry& entry : entries) Add(writer, entry);
  CHECK_EQ(archive_write_close(writer), ARCHIVE_OK);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

}  // namespace

std::string Tar(const std::vector<TestEntry>& entries) { return Write(entries, false); }

std::string TarGz(const std::vector<TestEntry>& entries) { return Write(entries, true); }

}  // namespace stride
