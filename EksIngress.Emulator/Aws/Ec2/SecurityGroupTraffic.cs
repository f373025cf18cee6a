using System.Globalization;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Protocol and ports of a rule.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a protocol number, or <c>-1</c> for all.</param>
/// <param name="FromPort">First port, or ICMP type; null for protocols without.</param>
/// <param name="ToPort">Last port, or ICMP code; null for protocols without.</param>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html</remarks>
internal sealed record SecurityGroupTraffic(string Protocol, int? FromPort, int? ToPort)
{
    public const string AllProtocols = "-1";

    public static SecurityGroupTraffic All { get; } = new(AllProtocols, null, null);

    /// <param name="parameters">Has <c>IpProtocol</c>, <c>FromPort</c>, <c>ToPort</c>.</param>
    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: no such protocol, or a port range that is none.</exception>
    public static SecurityGroupTraffic Read(AwsParameters parameters)
    {
        var protocol = Normalize(parameters.Required("IpProtocol"));
        var (from, to) = (parameters.Number("FromPort"), parameters.Number("ToPort"));
        switch (protocol)
        {
            case "tcp" or "udp":
                if (from is not { } first || to is not { } last || first == -1 || last == -1)
                {
                    throw Ec2Errors.InvalidValue("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
                }

                return first is >= 0 and <= 65535 && last >= first && last <= 65535
                    ? new SecurityGroupTraffic(protocol, first, last)
                    : throw Ec2Errors.InvalidValue(string.Create(CultureInfo.InvariantCulture, $"Invalid TCP/UDP port range ({first}:{last})"));
            case "icmp" or "icmpv6":
                // Every type, or every code of one, is -1.
                var (type, code) = (from ?? -1, to ?? -1);
                return type is >= -1 and <= 255 && code is >= -1 and <= 255
                    ? new SecurityGroupTraffic(protocol, type, code)
                    : throw Ec2Errors.InvalidValue(string.Create(CultureInfo.InvariantCulture, $"ICMP code ({code}) or type ({type}) out of range"));
            default:
                return new SecurityGroupTraffic(protocol, null, null);
        }
    }

    public override string ToString()
    {
        var name = Protocol == AllProtocols ? "ALL" : Protocol.ToUpperInvariant();
        return FromPort is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}, from port: {FromPort}, to port: {ToPort}");
    }

    private static string Normalize(string protocol) => protocol.ToLowerInvariant() switch
    {
        "-1" or "all" => AllProtocols,
        "6" or "tcp" => "tcp",
        "17" or "udp" => "udp",
        "1" or "icmp" => "icmp",
        "58" or "icmpv6" => "icmpv6",
        var other when byte.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
        _ => throw Ec2Errors.InvalidValue($"Invalid value '{protocol}' for IP protocol. Unknown protocol."),
    };
}
