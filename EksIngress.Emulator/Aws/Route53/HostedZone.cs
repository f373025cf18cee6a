namespace EksIngress.Emulator.Aws.Route53;

/// <summary>A public hosted zone. Nobody asks it: names of the emulator resolve as the machine resolves them.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html</remarks>
/// <param name="Id">For example <c>Z0123456789ABCDEFGHIJ</c>.</param>
/// <param name="Name">With its last dot, in lower case: <c>example.com.</c></param>
/// <param name="CallerReference">What the request that made it called itself.</param>
/// <param name="Comment">Empty for none.</param>
internal sealed record HostedZone(string Id, string Name, string CallerReference, string Comment)
{
    /// <summary>Whether it is one of the name servers and the start of authority of the zone itself, which every zone has.</summary>
    public bool IsOwn(RecordSet record) => record.Name == Name && record.Type is "NS" or "SOA";
}
