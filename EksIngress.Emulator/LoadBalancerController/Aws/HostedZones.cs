using Amazon.Route53;
using Amazon.Route53.Model;
using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>Records of Route 53, in the zone that a name belongs to. Zones are taken for unchanged for five minutes, as by the upstream controller.</summary>
internal sealed class HostedZones(IAmazonRoute53 route53, TimeProvider time)
{
    private const string All = "";
    private const long Ttl = 60;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ExpiringCache<IReadOnlyList<HostedZone>> _zones = new(time);

    /// <summary>Id of the zone with the longest name that the domain ends with; null when no zone has it.</summary>
    /// <exception cref="AwsCallException">Route 53 refused.</exception>
    public async Task<string?> FindIdAsync(string domain, CancellationToken cancellationToken)
    {
        if (!_zones.TryGet(All, out var zones))
        {
            // One page, as upstream.
            var response = await AwsCalls.InvokeAsync(AwsCalls.Route53, "ListHostedZones", route53.ListHostedZonesAsync(new ListHostedZonesRequest(), cancellationToken));
            zones = response.HostedZones ?? [];
            _zones.Set(All, zones, Lifetime);
        }

        return zones
            .Select(zone => (zone.Id, Name: zone.Name.TrimEnd('.')))
            .Where(zone => domain == zone.Name || domain.EndsWith("." + zone.Name, StringComparison.Ordinal))
            .OrderByDescending(zone => zone.Name.Length)
            .Select(zone => zone.Id)
            .FirstOrDefault();
    }

    /// <summary>As <see cref="FindIdAsync"/>.</summary>
    /// <exception cref="AlbModelException">No zone has the domain, or Route 53 refused.</exception>
    public async Task<string> GetIdAsync(string domain, CancellationToken cancellationToken) =>
        await FindIdAsync(domain, cancellationToken) ?? throw new AlbModelException("no hosted zone found for validation records");

    /// <summary>Makes or deletes one record.</summary>
    /// <exception cref="AwsCallException">Route 53 refused.</exception>
    public Task ChangeAsync(string zoneId, ChangeAction action, string name, string type, string value, CancellationToken cancellationToken) => AwsCalls.InvokeAsync(
        AwsCalls.Route53,
        "ChangeResourceRecordSets",
        route53.ChangeResourceRecordSetsAsync(
            new ChangeResourceRecordSetsRequest
            {
                HostedZoneId = zoneId,
                ChangeBatch = new ChangeBatch
                {
                    Changes =
                    [
                        new Change
                        {
                            Action = action,
                            ResourceRecordSet = new ResourceRecordSet { Name = name, Type = type, TTL = Ttl, ResourceRecords = [new ResourceRecord { Value = value }] },
                        },
                    ],
                },
            },
            cancellationToken));
}
