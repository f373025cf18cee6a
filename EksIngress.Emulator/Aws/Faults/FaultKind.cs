using System.Text.Json.Serialization;

namespace EksIngress.Emulator.Aws.Faults;

/// <summary>What goes wrong with a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
internal enum FaultKind
{
    /// <summary>The operation answers an error and does nothing.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>The operation answers the service's throttling error and does nothing.</summary>
    [JsonStringEnumMemberName("throttle")]
    Throttle,

    /// <summary>The operation waits first. Past the client's patience this is a timeout.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>The connection breaks and the operation was not done.</summary>
    [JsonStringEnumMemberName("drop")]
    Drop,

    /// <summary>The operation is done and the connection breaks before the answer.</summary>
    [JsonStringEnumMemberName("dropResponse")]
    DropResponse,

    /// <summary>A read answers what was before the last change, as a replica that lags does. Writes are not affected.</summary>
    [JsonStringEnumMemberName("staleRead")]
    StaleRead,

    /// <summary>A role cannot be assumed or handed to a service until it is this old, as IAM spreads new roles.</summary>
    [JsonStringEnumMemberName("rolePropagation")]
    RolePropagation,
}
