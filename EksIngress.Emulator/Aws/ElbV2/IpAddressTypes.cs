namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>IP address types of an Application Load Balancer.</summary>
internal static class IpAddressTypes
{
    /// <summary>The member <c>IpAddressType</c>; null when it was not sent.</summary>
    /// <exception cref="AwsException"><c>ValidationError</c>: no such type.</exception>
    public static string? Read(AwsCall call) => call.Parameters.Find("IpAddressType") switch
    {
        null => null,
        "ipv4" => "ipv4",
        // Listeners bind 127.0.0.1 whatever the type; only what the API answers differs.
        "dualstack" => "dualstack",
        "dualstack-without-public-ipv4" => "dualstack-without-public-ipv4",
        var type => throw ElbErrors.Validation($"1 validation error detected: Value '{type}' at 'ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack, dualstack-without-public-ipv4]"),
    };
}
