/// What one transfer may cost at most.
public struct TransferLimits: Hashable, Sendable {
    /// The largest body in bytes, counted after decompression.
    public var maximumBytes: Int
    /// The most bytes of headers, interim answers and trailers included.
    public var maximumHeaderBytes: Int
    /// The longest time from start to end.
    public var timeout: Duration
    /// The longest time until the connection stands.
    public var connectTimeout: Duration
    /// The longest time in which less than `lowSpeed` bytes a second may come.
    public var lowSpeedTime: Duration
    /// Bytes a second that are too few.
    public var lowSpeed: Int

    /// Creates limits; each left out is that of feeds (FEEDS, section 6).
    public init(
        maximumBytes: Int = 16 << 20,
        maximumHeaderBytes: Int = 256 << 10,
        timeout: Duration = .seconds(60),
        connectTimeout: Duration = .seconds(10),
        lowSpeedTime: Duration = .seconds(20),
        lowSpeed: Int = 32
    ) {
        self.maximumBytes = maximumBytes
        self.maximumHeaderBytes = maximumHeaderBytes
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.lowSpeedTime = lowSpeedTime
        self.lowSpeed = lowSpeed
    }
}
