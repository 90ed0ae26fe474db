# Sourced after setup.sh by what builds the program for use.

# Links the objects of the last release build once more, with Swift's runtime and Foundation inside: the program then starts in
# half the time (some 40 libraries fewer to load and bind) and runs where no Swift is installed. Writes to $1; 1 where the toolchain
# brings no static runtime or the link fails: then $1 stays as it was, and $1.log has the linker's words.
#
# SwiftPM's own --static-swift-stdlib would compile every module anew, since tests cannot be built with it.
link_standalone() {
  local output="$1" release="$peruse_root/.build/release" swiftc names=() libraries=() name
  swiftc="$(command -v swiftc)" && [ -f "$release/peruse.product/Objects.LinkFileList" ] || return 1
  # The server library's client, which Peruse never calls, draws in Foundation's, and that libcurl and 22 libraries behind
  # it. Its functions are named here one by one, so that anything else that is missing still fails the link.
  for name in easy_{cleanup,getinfo,init,pause,setopt,strerror} free global_init \
    multi_{add_handle,assign,cleanup,info_read,init,remove_handle,setopt,socket_action} \
    slist_{append,free_all} url{,_cleanup,_get,_set} version{,_info}; do
    names+=(-Xlinker --defsym -Xlinker "curl_$name=0")
  done
  read -ra libraries <<<"$(pkg-config --libs libxml-2.0 libedit)"
  "$swiftc" -static-stdlib -emit-executable -module-name peruse -o "$output.partial" \
    "@$release/peruse.product/Objects.LinkFileList" -L "$release" -Xlinker --gc-sections \
    -Xlinker --defsym -Xlinker main=PeruseCLI_main "${names[@]}" \
    "${libraries[@]}" -lstemmer -licuuc -licui18n -larchive -lcrypto \
    -l_CFURLSessionInterface -lCoreFoundation -l_FoundationICU -l_FoundationCShims -l_FoundationCollections \
    >"$output.log" 2>&1 && mv -f "$output.partial" "$output" && rm -f "$output.log" && return 0
  rm -f "$output.partial"
  return 1
}
