using System.Globalization;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Target groups and their attributes.</summary>
internal sealed class TargetGroupOperations(ElbRegions regions, ElbAccess access, IEc2Lookup ec2) : IElbOperations
{
    private const string Arn = "TargetGroupArn";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "CreateTargetGroup", Members = new("Name Protocol ProtocolVersion Port VpcId HealthCheckProtocol HealthCheckPort HealthCheckEnabled HealthCheckPath HealthCheckIntervalSeconds HealthCheckTimeoutSeconds HealthyThresholdCount UnhealthyThresholdCount Matcher(HttpCode GrpcCode) TargetType Tags[](Key Value) IpAddressType TargetControlPort"), Access = CreateAccess, Handle = CreateAsync },
        new() { Name = "DescribeTargetGroups", Members = new("LoadBalancerArn TargetGroupArns[] Names[] Marker PageSize"), Access = ElbAccess.Describe("DescribeTargetGroups"), Handle = DescribeAsync },
        new() { Name = "ModifyTargetGroup", Members = new("TargetGroupArn HealthCheckProtocol HealthCheckPort HealthCheckPath HealthCheckEnabled HealthCheckIntervalSeconds HealthCheckTimeoutSeconds HealthyThresholdCount UnhealthyThresholdCount Matcher(HttpCode GrpcCode)"), Access = access.OnResource("ModifyTargetGroup", Arn), Handle = ModifyAsync },
        new() { Name = "DeleteTargetGroup", Members = new("TargetGroupArn"), Access = access.OnResource("DeleteTargetGroup", Arn), Handle = DeleteAsync },
        new() { Name = "DescribeTargetGroupAttributes", Members = new("TargetGroupArn"), Access = ElbAccess.Describe("DescribeTargetGroupAttributes"), Handle = DescribeAttributesAsync },
        new() { Name = "ModifyTargetGroupAttributes", Members = new("TargetGroupArn Attributes[](Key Value)"), Access = access.OnResource("ModifyTargetGroupAttributes", Arn), Handle = ModifyAttributesAsync },
    ];

    private IEnumerable<AccessRequest> CreateAccess(AwsCall call) =>
        access.Create(call, "CreateTargetGroup", null, ElbArns.TargetGroup(call, call.Parameters.Get("Name"), ElbArns.AnyId));

    private async ValueTask<AwsResult> CreateAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var wanted = Read(call);
        var tags = TagReader.Read(call);
        var (group, balancers) = await regions[call].UpdateAsync(
            state =>
            {
                if (state.TargetGroups.Values.FirstOrDefault(other => other.Name == wanted.Name) is { } found)
                {
                    return HasSameSettings(found, wanted)
                        ? (state, (found, state.LoadBalancersOfTargetGroup(found.Arn).ToList()))
                        : throw ElbErrors.DuplicateTargetGroupName(wanted.Name);
                }

                return state.TargetGroups.Count < state.Quotas[AwsQuota.ElbTargetGroups]
                    ? (state.WithTargetGroup(wanted).WithTags(wanted.Arn, tags), (wanted, new List<string>()))
                    : throw ElbErrors.TooMany("TargetGroups", $"You've reached the limit on the number of target groups for your account: {state.Quotas[AwsQuota.ElbTargetGroups]}");
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.List("TargetGroups", [group], item => ElbXml.TargetGroup(item, balancers)));
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var arns = call.Parameters.Strings("TargetGroupArns.member");
        var names = call.Parameters.Strings("Names.member");
        var balancerArn = call.Parameters.Find("LoadBalancerArn");
        if ((arns.Count > 0 ? 1 : 0) + (names.Count > 0 ? 1 : 0) + (balancerArn is null ? 0 : 1) > 1)
        {
            throw ElbErrors.Validation("Only one of target group ARNs, target group names and a load balancer ARN can be specified");
        }

        var missing = arns.Where(arn => !state.TargetGroups.ContainsKey(arn))
            .Concat(names.Where(name => !state.TargetGroups.Values.Any(group => group.Name == name)))
            .ToList();
        if (missing.Count > 0)
        {
            throw ElbErrors.TargetGroupsNotFound(missing);
        }

        var ofBalancer = balancerArn is null
            ? null
            : state.RulesOfLoadBalancer(state.GetLoadBalancer(balancerArn).Arn).SelectMany(rule => rule.TargetGroupArns).ToHashSet(StringComparer.Ordinal);
        var page = ElbPage.Read(
            call,
            state.TargetGroups.Values.Where(group =>
                (arns.Count == 0 || arns.Contains(group.Arn, StringComparer.Ordinal))
                && (names.Count == 0 || names.Contains(group.Name, StringComparer.Ordinal))
                && ofBalancer?.Contains(group.Arn) != false),
            group => group.Arn);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("TargetGroups", page.Items, group => ElbXml.TargetGroup(group, state.LoadBalancersOfTargetGroup(group.Arn))),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private async ValueTask<AwsResult> ModifyAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var (group, balancers) = await regions[call].UpdateAsync(
            state =>
            {
                var found = state.GetTargetGroup(call.Parameters.Get(Arn));
                var changed = found with { HealthCheck = HealthCheckReader.Read(call, found.HealthCheck) };
                return (state.WithTargetGroup(changed), (changed, state.LoadBalancersOfTargetGroup(changed.Arn).ToList()));
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.List("TargetGroups", [group], item => ElbXml.TargetGroup(item, balancers)));
    }

    private async ValueTask<AwsResult> DeleteAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var arn = call.Parameters.Get(Arn);
        await regions[call].UpdateAsync(
            state =>
            {
                // Deleting what is not there succeeds.
                if (!state.TargetGroups.ContainsKey(arn))
                {
                    return state;
                }

                return state.LoadBalancersOfTargetGroup(arn).Any() ? throw ElbErrors.ResourceInUse(arn) : state.WithoutTargetGroup(arn);
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private ValueTask<AwsResult> DescribeAttributesAsync(AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.Attributes(regions[call].Current.GetTargetGroup(call.Parameters.Get(Arn)).Attributes)));

    private async ValueTask<AwsResult> ModifyAttributesAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var changes = AttributeReader.Read(call);
        var group = await regions[call].UpdateAsync(
            state =>
            {
                var found = state.GetTargetGroup(call.Parameters.Get(Arn));
                var changed = found with { Attributes = found.Attributes.With(changes) };
                return (state.WithTargetGroup(changed), changed);
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.Attributes(group.Attributes));
    }

    private TargetGroup Read(AwsCall call)
    {
        var parameters = call.Parameters;
        var name = ElbNames.TargetGroup(call);
        var targetType = parameters.Find("TargetType") ?? "instance";
        switch (targetType)
        {
            case "ip" or "instance" or TargetGroup.AlbTarget:
                break;
            case "lambda":
                throw ElbErrors.NotEmulated($"The target type '{targetType}'", "Use ip or instance.");
            default:
                throw ElbErrors.Validation($"1 validation error detected: Value '{targetType}' at 'targetType' failed to satisfy constraint: Member must satisfy enum value set: [instance, ip, lambda, alb]");
        }

        var protocol = parameters.Find("Protocol") ?? throw ElbErrors.Validation("A protocol must be specified");
        if (protocol is not ("HTTP" or "HTTPS" or "TCP"))
        {
            throw ElbErrors.NotEmulated($"The target group protocol '{protocol}'", "Use HTTP or HTTPS, or TCP with target type alb.");
        }

        var isOfNetwork = protocol == "TCP";
        CheckNetworkGroup(parameters, isOfNetwork, targetType);

        var version = parameters.Find("ProtocolVersion") ?? "HTTP1";
        if (version is not ("HTTP1" or "HTTP2" or "GRPC"))
        {
            throw ElbErrors.Validation($"Protocol version '{version}' must be HTTP1, HTTP2 or GRPC");
        }

        var port = CheckPort(parameters.FindInt32("Port") ?? throw ElbErrors.Validation("A port must be specified"), "Port");
        int? controlPort = parameters.FindInt32("TargetControlPort") is { } sent ? CheckPort(sent, "Target control port") : null;

        var ipAddressType = parameters.Find("IpAddressType") ?? "ipv4";
        if (ipAddressType is not ("ipv4" or "ipv6"))
        {
            throw ElbErrors.Validation($"IP address type '{ipAddressType}' must be ipv4 or ipv6");
        }

        var vpcId = parameters.Find("VpcId") ?? throw ElbErrors.Validation("A VPC ID must be specified");
        return ec2.FindVpc(call.Region, vpcId) is null
            ? throw ElbErrors.Validation($"The VPC ID '{vpcId}' is not found")
            : new TargetGroup
            {
                Arn = ElbArns.TargetGroup(call, name, ElbArns.NewId()),
                Name = name,
                Protocol = protocol,
                ProtocolVersion = version,
                Port = port,
                VpcId = vpcId,
                TargetType = targetType,
                IpAddressType = ipAddressType,
                TargetControlPort = controlPort,
                HealthCheck = HealthCheckReader.Read(call, isOfNetwork ? HealthCheckReader.AlbDefaults : HealthCheckReader.Defaults(version)),
                Attributes = AttributeSet.Defaults(isOfNetwork ? AttributeTable.AlbTargetGroup : AttributeTable.TargetGroup),
            };
    }

    private static void CheckNetworkGroup(AwsParameters parameters, bool isOfNetwork, string targetType)
    {
        if (isOfNetwork && targetType != TargetGroup.AlbTarget)
        {
            throw ElbErrors.NotEmulated($"A target group of protocol TCP with target type '{targetType}'", "Use target type alb, or protocol HTTP or HTTPS.");
        }

        if (!isOfNetwork && targetType == TargetGroup.AlbTarget)
        {
            throw ElbErrors.Validation("Target groups with target type 'alb' must have protocol TCP");
        }

        if (isOfNetwork && Array.Find(["ProtocolVersion", "TargetControlPort"], parameters.Has) is { } member)
        {
            throw ElbErrors.Validation($"{member} cannot be specified for target groups with protocol TCP");
        }

        if (isOfNetwork && parameters.Find("IpAddressType") is "ipv6")
        {
            throw ElbErrors.Validation("The IP address type of target groups with target type 'alb' must be ipv4");
        }
    }

    private static int CheckPort(int port, string what) => port is >= 1 and <= 65535
        ? port
        : throw ElbErrors.Validation($"{what} '{port.ToString(CultureInfo.InvariantCulture)}' must be between 1 and 65535");

    private static bool HasSameSettings(TargetGroup found, TargetGroup wanted) =>
        (found.Protocol, found.ProtocolVersion, found.Port, found.VpcId, found.TargetType, found.IpAddressType, found.TargetControlPort, found.HealthCheck)
        == (wanted.Protocol, wanted.ProtocolVersion, wanted.Port, wanted.VpcId, wanted.TargetType, wanted.IpAddressType, wanted.TargetControlPort, wanted.HealthCheck);
}
