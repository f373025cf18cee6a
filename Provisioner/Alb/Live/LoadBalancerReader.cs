using System.Globalization;
using Amazon.CertificateManager.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using EksIngress.Alb.Explain;
using EksIngress.Alb.Stacks;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>Reads a load balancer that exists: listeners, rules, certificates, target groups and the health of their targets.</summary>
internal sealed class LoadBalancerReader(AwsClients aws)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _domains = new(StringComparer.Ordinal);

    /// <param name="nameOrArn">Name or ARN of an application load balancer.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="BadInputException">There is none of that name, or it is of another type.</exception>
    public async Task<LoadBalancerModel> ReadAsync(string nameOrArn, CancellationToken cancellationToken)
    {
        var balancer = await FindAsync(nameOrArn, cancellationToken);
        var listeners = await Paging.AllAsync<Listener>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeListenersAsync(
                new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn, Marker = marker }, cancellationToken);
            return (page.Listeners, page.NextMarker);
        });
        var tags = await new LoadBalancingTags(aws.LoadBalancing).ReadAsync(listeners.Select(listener => listener.ListenerArn), cancellationToken);
        var specs = new List<ListenerSpec>();
        var rules = new List<ListenerRuleSpec>();
        foreach (var listener in listeners.OrderBy(listener => listener.Port))
        {
            specs.Add(await ReadListenerAsync(listener, cancellationToken));
            rules.AddRange(await ReadRulesAsync(listener, cancellationToken));
        }

        var targetGroups = await ReadTargetGroupsAsync(balancer.LoadBalancerArn, cancellationToken);
        return new LoadBalancerModel
        {
            Name = balancer.LoadBalancerName,
            Scheme = balancer.Scheme.Value,
            Listeners = specs,
            Rules = rules,
            TargetGroups = targetGroups,
            CertificateDomains = _domains,
            LocalPorts = listeners
                .Select(listener => (Port: listener.Port ?? 0, Local: LoadBalancingTags.FindLocalPort(tags.GetValueOrDefault(listener.ListenerArn))))
                .Where(pair => pair.Local is not null)
                .ToDictionary(pair => pair.Port, pair => pair.Local!.Value),
        };
    }

    private async Task<LoadBalancer> FindAsync(string nameOrArn, CancellationToken cancellationToken)
    {
        var request = nameOrArn.StartsWith("arn:", StringComparison.Ordinal)
            ? new DescribeLoadBalancersRequest { LoadBalancerArns = [nameOrArn] }
            : new DescribeLoadBalancersRequest { Names = [nameOrArn] };
        LoadBalancer balancer;
        try
        {
            balancer = (await aws.LoadBalancing.DescribeLoadBalancersAsync(request, cancellationToken)).LoadBalancers[0];
        }
        catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
        {
            throw new BadInputException($"There is no load balancer '{nameOrArn}' in this account and region.");
        }

        return balancer.Type?.Value == "application"
            ? balancer
            : throw new BadInputException($"'{nameOrArn}' is a {balancer.Type} load balancer, and only application load balancers have rules.");
    }

    private async Task<ListenerSpec> ReadListenerAsync(Listener listener, CancellationToken cancellationToken)
    {
        var isHttps = listener.Protocol.Value == "HTTPS";
        var arns = isHttps ? await ReadCertificatesAsync(listener, cancellationToken) : [];
        return new ListenerSpec
        {
            Port = listener.Port ?? 0,
            Protocol = listener.Protocol.Value,
            SslPolicy = isHttps ? listener.SslPolicy : null,
            Certificates = [.. arns.Select(StackValue.Of)],
            DefaultActions = RuleReader.Read(listener.DefaultActions),
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal),
            Tags = new Dictionary<string, string>(StringComparer.Ordinal),
        };
    }

    // The default one first.
    private async Task<IReadOnlyList<string>> ReadCertificatesAsync(Listener listener, CancellationToken cancellationToken)
    {
        var certificates = await Paging.AllAsync<Certificate>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeListenerCertificatesAsync(
                new DescribeListenerCertificatesRequest { ListenerArn = listener.ListenerArn, Marker = marker }, cancellationToken);
            return (page.Certificates, page.NextMarker);
        });
        List<string> arns =
        [
            .. certificates.OrderBy(certificate => certificate.IsDefault == true ? 0 : 1).ThenBy(certificate => certificate.CertificateArn, StringComparer.Ordinal)
                .Select(certificate => certificate.CertificateArn).Distinct(StringComparer.Ordinal),
        ];
        foreach (var arn in arns.Where(arn => !_domains.ContainsKey(arn)))
        {
            try
            {
                var detail = (await aws.Certificates.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn }, cancellationToken)).Certificate;
                _domains[arn] = detail.SubjectAlternativeNames is { Count: > 0 } names ? names : [detail.DomainName];
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
            {
                // Server certificates of IAM are not ACM's; their names stay unknown, which the explanation says.
            }
        }

        return arns;
    }

    private async Task<IReadOnlyList<ListenerRuleSpec>> ReadRulesAsync(Listener listener, CancellationToken cancellationToken)
    {
        var rules = await Paging.AllAsync<Rule>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeRulesAsync(new DescribeRulesRequest { ListenerArn = listener.ListenerArn, Marker = marker }, cancellationToken);
            return (page.Rules, page.NextMarker);
        });
        return [.. rules.Where(rule => rule.IsDefault != true).Select(rule => new ListenerRuleSpec
        {
            ListenerPort = listener.Port ?? 0,
            Priority = int.Parse(rule.Priority, NumberStyles.None, CultureInfo.InvariantCulture),
            Conditions = [.. (rule.Conditions ?? []).Select(RuleReader.Read)],
            Actions = RuleReader.Read(rule.Actions),
            Transforms = [.. (rule.Transforms ?? []).Select(RuleReader.Read)],
            Tags = new Dictionary<string, string>(StringComparer.Ordinal),
        }).OrderBy(rule => rule.Priority)];
    }

    private async Task<IReadOnlyDictionary<string, TargetGroupModel>> ReadTargetGroupsAsync(string loadBalancerArn, CancellationToken cancellationToken)
    {
        var groups = await Paging.AllAsync<TargetGroup>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeTargetGroupsAsync(
                new DescribeTargetGroupsRequest { LoadBalancerArn = loadBalancerArn, Marker = marker }, cancellationToken);
            return (page.TargetGroups, page.NextMarker);
        });
        var models = new Dictionary<string, TargetGroupModel>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var health = await aws.LoadBalancing.DescribeTargetHealthAsync(new DescribeTargetHealthRequest { TargetGroupArn = group.TargetGroupArn }, cancellationToken);
            models[group.TargetGroupArn] = new TargetGroupModel
            {
                Name = group.TargetGroupName,
                TargetType = group.TargetType.Value,
                Port = group.Port ?? 0,
                Protocol = group.Protocol?.Value ?? "HTTP",
                ProtocolVersion = group.ProtocolVersion ?? "HTTP1",
                Targets = [.. (health.TargetHealthDescriptions ?? []).Select(ReadTarget).OrderBy(target => target.Id, StringComparer.Ordinal).ThenBy(target => target.Port)],
            };
        }

        return models;
    }

    private static TargetModel ReadTarget(TargetHealthDescription description) => new()
    {
        Id = description.Target.Id,
        Port = description.Target.Port ?? 0,
        State = description.TargetHealth.State.Value,
        Reason = (description.TargetHealth.Reason?.Value, description.TargetHealth.Description) switch
        {
            (null or "", null or "") => null,
            (null or "", var text) => text,
            (var reason, null or "") => reason,
            var (reason, text) => $"{reason}: {text}",
        },
    };
}
