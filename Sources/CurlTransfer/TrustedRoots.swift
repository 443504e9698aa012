import CCurl

/// Where libcurl finds the certificates of the authorities that this machine trusts.
public struct TrustedRoots: Hashable, Sendable {
    /// The file of certificates, PEM; `nil` where libcurl was built without one.
    public let file: String?
    /// The folder of certificates; `nil` where libcurl was built without one.
    public let folder: String?

    /// The places that libcurl was built with.
    public static var ofThisMachine: TrustedRoots {
        // The seventh form (7.70.0) is the first that tells these places.
        guard let information = curl_version_info(CURLVERSION_SEVENTH) else {
            return TrustedRoots(file: nil, folder: nil)
        }
        return TrustedRoots(
            file: information.pointee.cainfo.map { String(cString: $0) },
            folder: information.pointee.capath.map { String(cString: $0) }
        )
    }
}
