using Amazon.CertificateManager.Model;
using Amazon.EC2.Model;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.Runtime;
using Amazon.WAFV2;
using Amazon.WAFV2.Model;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Aws;
using TargetGroup = Amazon.ElasticLoadBalancingV2.Model.TargetGroup;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>Reads the facts of an account. A section that cannot be read is not known: why is noted, and a build that needs it says so.</summary>
internal sealed class AccountReader(AwsClients aws, string vpcId, string clusterName)
{
    // Tags by which the controller finds its shared security group.
    private const string ClusterTag = "elbv2.k8s.aws/cluster";
    private const string ResourceTag = "elbv2.k8s.aws/resource";
    private const string BackendSecurityGroup = "backend-sg";

    // All of them: without a filter ACM leaves out what is neither RSA 1024 nor RSA 2048.
    // Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html
    private static readonly List<string> KeyTypes = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"];

    private readonly List<string> _notes = [];

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public async Task<AwsFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var groups = await SectionAsync("securityGroups", () => SecurityGroupsAsync(cancellationToken));
        return new AwsFacts
        {
            Version = AwsFacts.CurrentVersion,
            Vpc = await SectionAsync("vpc", () => VpcAsync(cancellationToken)) ?? new AwsFacts.VpcFact { VpcId = vpcId },
            Subnets = await SectionAsync("subnets", () => SubnetsAsync(cancellationToken)),
            RouteTables = await SectionAsync("routeTables", () => RouteTablesAsync(cancellationToken)),
            SecurityGroups = groups,
            BackendSecurityGroupId = groups?.FirstOrDefault(group =>
                group.Tags.GetValueOrDefault(ClusterTag) == clusterName && group.Tags.GetValueOrDefault(ResourceTag) == BackendSecurityGroup)?.GroupId,
            Certificates = await SectionAsync("certificates", () => CertificatesAsync(cancellationToken)),
            TargetGroups = await SectionAsync("targetGroups", () => TargetGroupsAsync(cancellationToken)),
            LoadBalancers = await SectionAsync("loadBalancers", () => LoadBalancersAsync(cancellationToken)),
            TrustStores = await SectionAsync("trustStores", () => TrustStoresAsync(cancellationToken)),
            WebAcls = await SectionAsync("webACLs", () => WebAclsAsync(cancellationToken)),
        };
    }

    private async Task<T?> SectionAsync<T>(string section, Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (AmazonServiceException exception)
        {
            _notes.Add($"{section} could not be read: {AwsErrors.Describe(exception)}");
            return null;
        }
    }

    private async Task<AwsFacts.VpcFact> VpcAsync(CancellationToken cancellationToken)
    {
        var vpc = (await aws.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest { VpcIds = [vpcId] }, cancellationToken)).Vpcs[0];
        return new AwsFacts.VpcFact
        {
            VpcId = vpcId,
            Tags = Map(vpc.Tags),
            CidrBlocks =
            [
                .. (vpc.CidrBlockAssociationSet ?? []).Where(block => block.CidrBlockState?.State?.Value == "associated").Select(block => block.CidrBlock),
                .. (vpc.Ipv6CidrBlockAssociationSet ?? []).Where(block => block.Ipv6CidrBlockState?.State?.Value == "associated").Select(block => block.Ipv6CidrBlock),
            ],
        };
    }

    private async Task<IReadOnlyList<AwsFacts.Subnet>> SubnetsAsync(CancellationToken cancellationToken)
    {
        var zones = (await aws.Ec2.DescribeAvailabilityZonesAsync(new DescribeAvailabilityZonesRequest(), cancellationToken)).AvailabilityZones ?? [];
        var types = zones.ToDictionary(zone => zone.ZoneName, zone => zone.ZoneType, StringComparer.Ordinal);
        var subnets = await Paging.AllAsync<Subnet>(async marker =>
        {
            var page = await aws.Ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [InVpc()], NextToken = marker }, cancellationToken);
            return (page.Subnets, page.NextToken);
        });
        return [.. subnets.OrderBy(subnet => subnet.SubnetId, StringComparer.Ordinal).Select(subnet => new AwsFacts.Subnet
        {
            SubnetId = subnet.SubnetId,
            AvailabilityZone = subnet.AvailabilityZone,
            AvailabilityZoneId = subnet.AvailabilityZoneId,
            ZoneType = types.GetValueOrDefault(subnet.AvailabilityZone) ?? "availability-zone",
            AvailableIpAddressCount = subnet.AvailableIpAddressCount ?? 0,
            HasIpv6CidrBlock = (subnet.Ipv6CidrBlockAssociationSet ?? []).Exists(block => block.Ipv6CidrBlockState?.State?.Value == "associated"),
            OutpostArn = subnet.OutpostArn is { Length: > 0 } outpost ? outpost : null,
            Tags = Map(subnet.Tags),
        })];
    }

    private async Task<IReadOnlyList<AwsFacts.RouteTable>> RouteTablesAsync(CancellationToken cancellationToken)
    {
        var tables = await Paging.AllAsync<RouteTable>(async marker =>
        {
            var page = await aws.Ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [InVpc()], NextToken = marker }, cancellationToken);
            return (page.RouteTables, page.NextToken);
        });
        return [.. tables.OrderBy(table => table.RouteTableId, StringComparer.Ordinal).Select(table => new AwsFacts.RouteTable
        {
            Main = (table.Associations ?? []).Exists(association => association.Main == true),
            SubnetIds = [.. (table.Associations ?? []).Select(association => association.SubnetId).OfType<string>().Order(StringComparer.Ordinal)],
            GatewayIds = [.. (table.Routes ?? []).Select(route => route.GatewayId).OfType<string>()],
        })];
    }

    private async Task<IReadOnlyList<AwsFacts.SecurityGroup>> SecurityGroupsAsync(CancellationToken cancellationToken)
    {
        var groups = await Paging.AllAsync<SecurityGroup>(async marker =>
        {
            var page = await aws.Ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [InVpc()], NextToken = marker }, cancellationToken);
            return (page.SecurityGroups, page.NextToken);
        });
        return [.. groups.OrderBy(group => group.GroupId, StringComparer.Ordinal)
            .Select(group => new AwsFacts.SecurityGroup { GroupId = group.GroupId, Tags = Map(group.Tags) })];
    }

    private async Task<IReadOnlyList<AwsFacts.Certificate>> CertificatesAsync(CancellationToken cancellationToken)
    {
        var summaries = await Paging.AllAsync<CertificateSummary>(async marker =>
        {
            var page = await aws.Certificates.ListCertificatesAsync(
                new ListCertificatesRequest { CertificateStatuses = ["ISSUED"], Includes = new Filters { KeyTypes = KeyTypes }, NextToken = marker }, cancellationToken);
            return (page.CertificateSummaryList, page.NextToken);
        });
        var certificates = new List<AwsFacts.Certificate>();
        foreach (var arn in summaries.Select(summary => summary.CertificateArn).Order(StringComparer.Ordinal))
        {
            var detail = (await aws.Certificates.DescribeCertificateAsync(new DescribeCertificateRequest { CertificateArn = arn }, cancellationToken)).Certificate;
            certificates.Add(new AwsFacts.Certificate
            {
                CertificateArn = arn,
                DomainNames = detail.SubjectAlternativeNames is { Count: > 0 } names ? names : [detail.DomainName],
                CertificateAuthorityArn = detail.CertificateAuthorityArn is { Length: > 0 } authority ? authority : null,
                Tags = await CertificateTagsAsync(arn, cancellationToken),
            });
        }

        return certificates;
    }

    // Only certificates that the controller requests itself are told by their tags: no reason to forget the others.
    private async Task<IReadOnlyDictionary<string, string>> CertificateTagsAsync(string arn, CancellationToken cancellationToken)
    {
        var response = await SectionAsync($"tags of {arn}", () => aws.Certificates.ListTagsForCertificateAsync(
            new ListTagsForCertificateRequest { CertificateArn = arn }, cancellationToken));
        return (response?.Tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value ?? "", StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<AwsFacts.TargetGroup>> TargetGroupsAsync(CancellationToken cancellationToken)
    {
        var groups = await Paging.AllAsync<TargetGroup>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Marker = marker }, cancellationToken);
            return (page.TargetGroups, page.NextMarker);
        });
        return [.. groups.OrderBy(group => group.TargetGroupName, StringComparer.Ordinal)
            .Select(group => new AwsFacts.TargetGroup
            {
                TargetGroupName = group.TargetGroupName,
                TargetGroupArn = group.TargetGroupArn,
                TargetType = group.TargetType?.Value,
                Protocol = group.Protocol?.Value,
                IpAddressType = group.IpAddressType?.Value,
                VpcId = group.VpcId,
            })];
    }

    private async Task<IReadOnlyList<AwsFacts.LoadBalancer>> LoadBalancersAsync(CancellationToken cancellationToken)
    {
        var balancers = await Paging.AllAsync<LoadBalancer>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Marker = marker }, cancellationToken);
            return (page.LoadBalancers, page.NextMarker);
        });
        var tags = await new LoadBalancingTags(aws.LoadBalancing).ReadAsync(balancers.Select(balancer => balancer.LoadBalancerArn), cancellationToken);
        return [.. balancers.Where(balancer => balancer.VpcId == vpcId).OrderBy(balancer => balancer.LoadBalancerArn, StringComparer.Ordinal)
            .Select(balancer => new AwsFacts.LoadBalancer
            {
                LoadBalancerArn = balancer.LoadBalancerArn,
                Scheme = balancer.Scheme.Value,
                SubnetIds = [.. (balancer.AvailabilityZones ?? []).Select(zone => zone.SubnetId)],
                Tags = tags[balancer.LoadBalancerArn],
            })];
    }

    private async Task<IReadOnlyList<AwsFacts.TrustStore>> TrustStoresAsync(CancellationToken cancellationToken)
    {
        var stores = await Paging.AllAsync<TrustStore>(async marker =>
        {
            var page = await aws.LoadBalancing.DescribeTrustStoresAsync(new DescribeTrustStoresRequest { Marker = marker }, cancellationToken);
            return (page.TrustStores, page.NextMarker);
        });
        return [.. stores.OrderBy(store => store.Name, StringComparer.Ordinal)
            .Select(store => new AwsFacts.TrustStore { Name = store.Name, TrustStoreArn = store.TrustStoreArn })];
    }

    private async Task<IReadOnlyList<AwsFacts.WebAcl>> WebAclsAsync(CancellationToken cancellationToken)
    {
        var webAcls = await Paging.AllAsync<WebACLSummary>(async marker =>
        {
            var page = await aws.WafV2.ListWebACLsAsync(new ListWebACLsRequest { Scope = Scope.REGIONAL, NextMarker = marker }, cancellationToken);
            return (page.WebACLs, page.NextMarker);
        });
        return [.. webAcls.OrderBy(webAcl => webAcl.Name, StringComparer.Ordinal).Select(webAcl => new AwsFacts.WebAcl { Name = webAcl.Name, Arn = webAcl.ARN })];
    }

    private Filter InVpc() => new("vpc-id", [vpcId]);

    private static Dictionary<string, string> Map(List<Amazon.EC2.Model.Tag>? tags) =>
        (tags ?? []).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
}
