using Amazon.EC2;
using Amazon.EC2.Model;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>EC2 with what the emulator's own does not make: instances of several interfaces, interfaces of pods, groups that rules hold.</summary>
internal sealed class FakeEc2() : AmazonEC2Client("key", "secret", new AmazonEC2Config { ServiceURL = "http://127.0.0.1:1" })
{
    public List<string> Calls { get; } = [];

    public List<Instance> Instances { get; } = [];

    public List<NetworkInterface> Interfaces { get; } = [];

    public List<SecurityGroup> Groups { get; } = [];

    public bool MayTag { get; init; } = true;

    /// <summary>A rule for one security group, of this description.</summary>
    public static IpPermission Rule(string from, int port, string description) => new()
    {
        IpProtocol = "tcp",
        FromPort = port,
        ToPort = port,
        UserIdGroupPairs = [new UserIdGroupPair { GroupId = from, Description = description }],
    };

    public SecurityGroup AddGroup(string id, params IEnumerable<(string Key, string Value)> tags)
    {
        var group = new SecurityGroup { GroupId = id, IpPermissions = [], Tags = [.. tags.Select(tag => new Tag(tag.Key, tag.Value))] };
        Groups.Add(group);
        return group;
    }

    public override Task<DescribeInstancesResponse> DescribeInstancesAsync(DescribeInstancesRequest request, CancellationToken cancellationToken = default) =>
        Answer("DescribeInstances", new DescribeInstancesResponse
        {
            Reservations = [new Reservation { Instances = Instances.FindAll(instance => request.InstanceIds.Contains(instance.InstanceId)) }],
        });

    public override Task<DescribeNetworkInterfacesResponse> DescribeNetworkInterfacesAsync(
        DescribeNetworkInterfacesRequest request, CancellationToken cancellationToken = default) =>
        Answer("DescribeNetworkInterfaces", new DescribeNetworkInterfacesResponse
        {
            NetworkInterfaces = Interfaces.FindAll(item =>
                (request.NetworkInterfaceIds is not { Count: > 0 } || request.NetworkInterfaceIds.Contains(item.NetworkInterfaceId))
                && (request.Filters ?? []).TrueForAll(filter => filter.Name switch
                {
                    "vpc-id" => filter.Values.Contains(item.VpcId),
                    "addresses.private-ip-address" => (item.PrivateIpAddresses ?? []).Exists(address => filter.Values.Contains(address.PrivateIpAddress)),
                    "ipv6-addresses.ipv6-address" => (item.Ipv6Addresses ?? []).Exists(address => filter.Values.Contains(address.Ipv6Address)),
                    _ => throw new ArgumentException(filter.Name),
                })),
        });

    public override Task<DescribeSecurityGroupsResponse> DescribeSecurityGroupsAsync(DescribeSecurityGroupsRequest request, CancellationToken cancellationToken = default) =>
        Answer("DescribeSecurityGroups", new DescribeSecurityGroupsResponse
        {
            SecurityGroups =
            [
                .. Groups
                    .Where(group => (request.GroupIds is not { Count: > 0 } || request.GroupIds.Contains(group.GroupId))
                        && (request.Filters ?? []).TrueForAll(filter =>
                            filter.Name == "vpc-id" || group.Tags.Exists(tag => filter.Name == $"tag:{tag.Key}" && filter.Values.Contains(tag.Value))))
                    .Select(group => new SecurityGroup { GroupId = group.GroupId, Tags = group.Tags, IpPermissions = [.. group.IpPermissions] }),
            ],
        });

    public override Task<AuthorizeSecurityGroupIngressResponse> AuthorizeSecurityGroupIngressAsync(
        AuthorizeSecurityGroupIngressRequest request, CancellationToken cancellationToken = default)
    {
        var rules = Groups.Single(group => group.GroupId == request.GroupId).IpPermissions;
        if (request.IpPermissions.Exists(rule => rules.Exists(other => Text(other) == Text(rule))))
        {
            Calls.Add($"AuthorizeSecurityGroupIngress {request.GroupId}");
            return Task.FromException<AuthorizeSecurityGroupIngressResponse>(
                new AmazonEC2Exception("the specified rule already exists") { ErrorCode = "InvalidPermission.Duplicate" });
        }

        rules.AddRange(request.IpPermissions);
        return Answer($"AuthorizeSecurityGroupIngress {request.GroupId}", new AuthorizeSecurityGroupIngressResponse());
    }

    public override Task<RevokeSecurityGroupIngressResponse> RevokeSecurityGroupIngressAsync(
        RevokeSecurityGroupIngressRequest request, CancellationToken cancellationToken = default)
    {
        var gone = request.IpPermissions.ConvertAll(Text);
        Groups.Single(group => group.GroupId == request.GroupId).IpPermissions.RemoveAll(rule => gone.Contains(Text(rule)));
        return Answer($"RevokeSecurityGroupIngress {request.GroupId}", new RevokeSecurityGroupIngressResponse());
    }

    public override Task<DeleteSecurityGroupResponse> DeleteSecurityGroupAsync(DeleteSecurityGroupRequest request, CancellationToken cancellationToken = default)
    {
        Calls.Add("DeleteSecurityGroup");
        if (Groups.SelectMany(group => group.IpPermissions).SelectMany(rule => rule.UserIdGroupPairs ?? []).Any(pair => pair.GroupId == request.GroupId))
        {
            return Task.FromException<DeleteSecurityGroupResponse>(
                new AmazonEC2Exception($"resource {request.GroupId} has a dependent object") { ErrorCode = "DependencyViolation" });
        }

        return Task.FromResult(new DeleteSecurityGroupResponse());
    }

    public override Task<CreateTagsResponse> CreateTagsAsync(CreateTagsRequest request, CancellationToken cancellationToken = default)
    {
        Calls.Add($"CreateTags {string.Join(',', request.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}");
        return MayTag
            ? Task.FromResult(new CreateTagsResponse())
            : Task.FromException<CreateTagsResponse>(new AmazonEC2Exception("You are not authorized to perform this operation.") { ErrorCode = "UnauthorizedOperation" });
    }

    private static string Text(IpPermission rule) => string.Join(
        ' ',
        (rule.UserIdGroupPairs ?? []).Select(pair => pair.GroupId).Concat((rule.Ipv4Ranges ?? []).Select(range => range.CidrIp)).Prepend($"{rule.IpProtocol} {rule.FromPort}-{rule.ToPort}"));

    private Task<T> Answer<T>(string call, T response)
    {
        Calls.Add(call);
        return Task.FromResult(response);
    }
}
