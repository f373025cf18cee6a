namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>IP address types of a load balancer.</summary>
internal static class IpAddressTypes
{
    /// <summary>The member <c>IpAddressType</c>; null when it was not sent.</summary>
    /// <param name="type">Type of the load balancer.</param>
    /// <exception cref="AwsException"><c>ValidationError</c>: no such type; <c>InvalidConfigurationRequest</c>: not for this load balancer.</exception>
    public static string? Read(AwsCall call, string type) => call.Parameters.Find("IpAddressType") switch
    {
        null => null,
        "ipv4" => "ipv4",
        // Listeners bind 127.0.0.1 whatever the type; only what the API answers differs.
        "dualstack" => "dualstack",
        "dualstack-without-public-ipv4" when type == ElbTypes.Network =>
            throw ElbErrors.InvalidConfigurationRequest("The IP address type 'dualstack-without-public-ipv4' is not supported on load balancers with type 'network'"),
        "dualstack-without-public-ipv4" => "dualstack-without-public-ipv4",
        var other => throw ElbErrors.Validation($"1 validation error detected: Value '{other}' at 'ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack, dualstack-without-public-ipv4]"),
    };
}
