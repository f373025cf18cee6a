using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Networking;

namespace EksIngress.Alb.Listeners;

/// <summary>Reads <c>mutual-authentication</c>: <c>[{"port": 443, "mode": "verify", "trustStore": "name or ARN"}]</c>.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#mutual-authentication</remarks>
/// <param name="aws">Where trust stores are found by name.</param>
public sealed class MutualAuthenticationReader(IAwsLookup aws)
{
    private const string Verify = "verify";

    /// <summary>Reads it for one Ingress.</summary>
    /// <returns>By port; empty without the annotation.</returns>
    /// <exception cref="AlbModelException">The annotation is malformed, or a trust store does not exist.</exception>
    public async ValueTask<IReadOnlyDictionary<int, MutualAuthentication>> ReadAsync(ClassifiedIngress ingress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        var byPort = new SortedDictionary<int, MutualAuthentication>();
        if (ingress.Annotations.FindString(IngressAnnotations.MutualAuthentication) is not { } raw)
        {
            return byPort;
        }

        var entries = Parse(raw);
        if (entries.Count == 0)
        {
            throw new AlbModelException($"empty mutualAuthentication configuration from ingress annotation: `{raw}`");
        }

        foreach (var entry in entries)
        {
            entry.Validate();
            byPort[entry.Port] = new MutualAuthentication(
                entry.Mode,
                entry.TrustStore ?? "",
                entry.Mode == Verify ? entry.IgnoreClientCertificateExpiry ?? false : entry.IgnoreClientCertificateExpiry,
                entry.AdvertiseTrustStoreCaNames);
        }

        await ResolveNamesAsync(byPort, cancellationToken);
        return byPort;
    }

    private async ValueTask ResolveNamesAsync(SortedDictionary<int, MutualAuthentication> byPort, CancellationToken cancellationToken)
    {
        var named = byPort
            .Where(pair => pair.Value.Mode == Verify && !pair.Value.TrustStoreArn.StartsWith("arn:", StringComparison.Ordinal))
            .ToList();
        if (named.Count == 0)
        {
            return;
        }

        List<string> names = [.. named.Select(pair => pair.Value.TrustStoreArn).Distinct(StringComparer.Ordinal).Order(Utf8Comparer.Instance)];
        var arns = await aws.FindTrustStoreArnsAsync(names, cancellationToken);
        if (arns.Count == 0)
        {
            throw new AlbModelException($"couldn't find TrustStores with names {GoText.List(names)}");
        }

        if (names.Find(name => !arns.ContainsKey(name)) is { } missing)
        {
            throw new AlbModelException($"couldn't find TrustStore with name {missing}");
        }

        foreach (var (port, settings) in named)
        {
            byPort[port] = settings with { TrustStoreArn = arns[settings.TrustStoreArn] };
        }
    }

    private static IReadOnlyList<Entry> Parse(string raw)
    {
        IReadOnlyList<Entry> entries = [];
        try
        {
            GoJsonDecoder.Decode(
                raw, (decoder, json) => entries = decoder.List<Entry>(json, "ingress.MutualAuthenticationConfig", null, (item, _) => Read(decoder, item)));
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"failed to parse mutualAuthentication configuration from ingress annotation: `{raw}`");
        }

        return entries;
    }

    private static Entry Read(GoJsonDecoder decoder, GoJsonValue json)
    {
        var entry = new Entry();
        decoder.Struct(
            json,
            "MutualAuthenticationConfig",
            ("port", value => entry.Port = decoder.Int32(value, entry.Port)),
            ("mode", value => entry.Mode = decoder.Text(value, entry.Mode)),
            ("trustStore", value => entry.TrustStore = decoder.TextPointer(value)),
            ("ignoreClientCertificateExpiry", value => entry.IgnoreClientCertificateExpiry = decoder.BooleanPointer(value)),
            ("advertiseTrustStoreCaNames", value => entry.AdvertiseTrustStoreCaNames = decoder.TextPointer(value)));
        return entry;
    }

    private sealed class Entry
    {
        public int Port { get; set; }

        public string Mode { get; set; } = "";

        public string? TrustStore { get; set; }

        public bool? IgnoreClientCertificateExpiry { get; set; }

        public string? AdvertiseTrustStoreCaNames { get; set; }

        public void Validate()
        {
            ListenPorts.RequirePort(Port);
            var hasTrustStore = TrustStore is { Length: > 0 };
            var fault = Mode switch
            {
                "" => $"mutualAuthentication mode cannot be empty for port {Port}",
                not ("off" or "passthrough" or Verify) =>
                    $"mutualAuthentication mode value must be among [off, passthrough, verify] for port {Port} : {Mode}",
                Verify when !hasTrustStore => $"trustStore is required when mutualAuthentication mode is verify for port {Port}",
                not Verify when hasTrustStore => $"Mutual Authentication mode {Mode} does not support trustStore for port {Port}",
                not Verify when IgnoreClientCertificateExpiry is not null =>
                    $"Mutual Authentication mode {Mode} does not support ignoring client certificate expiry for port {Port}",
                not Verify when AdvertiseTrustStoreCaNames is not null =>
                    $"Mutual Authentication mode {Mode} does not support advertiseTrustStoreCaNames for port {Port}",
                Verify when AdvertiseTrustStoreCaNames is not (null or "on" or "off") =>
                    $"advertiseTrustStoreCaNames only supports the values \"on\" and \"off\" got value {AdvertiseTrustStoreCaNames} for port {Port}",
                _ => null,
            };
            if (fault is not null)
            {
                throw new AlbModelException(fault);
            }
        }
    }
}
