using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Security groups of VPCs; their rules are in <see cref="SecurityGroupRules"/>.</summary>
internal static class SecurityGroups
{
    /// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html</remarks>
    private const int MaxTextLength = 255;
    private const string SpecialCharacters = " ._-:/()#,@[]+=&;{}!$*";

    private static readonly Ec2Filters<SecurityGroup> s_filters = new()
    {
        { "description", (SecurityGroup group) => group.Description },
        { "egress.ip-permission.cidr", (scope, group) => RulesOf(scope, group, true).Select(rule => rule.Peer.CidrIpv4) },
        { "egress.ip-permission.from-port", (scope, group) => RulesOf(scope, group, true).Select(rule => Text(rule.Traffic.FromPort)) },
        { "egress.ip-permission.group-id", (scope, group) => RulesOf(scope, group, true).Select(rule => rule.Peer.GroupId) },
        { "egress.ip-permission.group-name", (scope, group) => RulesOf(scope, group, true).Select(rule => PeerName(scope, rule)) },
        { "egress.ip-permission.ipv6-cidr", (scope, group) => RulesOf(scope, group, true).Select(rule => rule.Peer.CidrIpv6) },
        { "egress.ip-permission.protocol", (scope, group) => RulesOf(scope, group, true).Select(rule => rule.Traffic.Protocol) },
        { "egress.ip-permission.to-port", (scope, group) => RulesOf(scope, group, true).Select(rule => Text(rule.Traffic.ToPort)) },
        { "group-id", (SecurityGroup group) => group.Id },
        { "group-name", (SecurityGroup group) => group.Name },
        { "ip-permission.cidr", (scope, group) => RulesOf(scope, group, false).Select(rule => rule.Peer.CidrIpv4) },
        { "ip-permission.from-port", (scope, group) => RulesOf(scope, group, false).Select(rule => Text(rule.Traffic.FromPort)) },
        { "ip-permission.group-id", (scope, group) => RulesOf(scope, group, false).Select(rule => rule.Peer.GroupId) },
        { "ip-permission.group-name", (scope, group) => RulesOf(scope, group, false).Select(rule => PeerName(scope, rule)) },
        { "ip-permission.ipv6-cidr", (scope, group) => RulesOf(scope, group, false).Select(rule => rule.Peer.CidrIpv6) },
        { "ip-permission.protocol", (scope, group) => RulesOf(scope, group, false).Select(rule => rule.Traffic.Protocol) },
        { "ip-permission.to-port", (scope, group) => RulesOf(scope, group, false).Select(rule => Text(rule.Traffic.ToPort)) },
        { "owner-id", (scope, _) => scope.AccountId },
        { "vpc-id", (SecurityGroup group) => group.VpcId },
    };

    private static readonly Ec2Filters<SecurityGroup> s_vpcFilters = new()
    {
        { "description", (SecurityGroup group) => group.Description },
        { "group-id", (SecurityGroup group) => group.Id },
        { "group-name", (SecurityGroup group) => group.Name },
        { "owner-id", (scope, _) => scope.AccountId },
        { "primary-vpc-id", (SecurityGroup group) => group.VpcId },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Change(
            "CreateSecurityGroup",
            "GroupName GroupDescription VpcId TagSpecification[](ResourceType Tag[](Key Value))",
            Ec2Access.Each(Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"), Ec2Access.ToNew(Ec2ResourceType.SecurityGroup)),
            Create),
        operations.Describe("DescribeSecurityGroups", "Filter[](Name Value[]) GroupId[] GroupName[] MaxResults NextToken", Describe),
        operations.Get("GetSecurityGroupsForVpc", "VpcId Filter[](Name Value[]) MaxResults NextToken", Ec2Access.To(Ec2ResourceType.Vpc, "VpcId"), GetForVpc),
        operations.Change("DeleteSecurityGroup", "GroupId GroupName", Ec2Access.To(Ec2ResourceType.SecurityGroup, "GroupId"), Delete),
    ];

    /// <summary>The group that every VPC starts with: its members reach each other, and everything outside.</summary>
    public static void CreateDefault(Ec2Transaction transaction, Vpc vpc)
    {
        var group = Create(transaction, new SecurityGroupRequest
        {
            VpcId = vpc.Id,
            Name = SecurityGroup.DefaultName,
            Description = "default VPC security group",
        });
        SecurityGroupRules.AllowFromItself(transaction, group);
    }

    public static SecurityGroup DefaultOf(Ec2State state, string vpcId) =>
        state.All<SecurityGroup>().First(group => group.VpcId == vpcId && group.Name == SecurityGroup.DefaultName);

    /// <summary>Makes a group with the rule that lets everything out. Names and tags are not checked: AWS itself may ask.</summary>
    /// <exception cref="AwsException"><c>InvalidGroup.Duplicate</c>.</exception>
    public static SecurityGroup Create(Ec2Transaction transaction, SecurityGroupRequest request)
    {
        var vpc = transaction.Get<Vpc>(Ec2ResourceType.Vpc, request.VpcId);
        if (transaction.State.All<SecurityGroup>().Any(group => group.VpcId == vpc.Id && group.Name == request.Name))
        {
            throw new AwsException("InvalidGroup.Duplicate", $"The security group '{request.Name}' already exists for VPC '{vpc.Id}'");
        }

        transaction.DemandRoom(AwsQuota.Ec2SecurityGroups, transaction.State.All<SecurityGroup>().Count(), "SecurityGroupLimitExceeded", "security groups");
        var created = transaction.Put(new SecurityGroup
        {
            Id = Ec2ResourceType.SecurityGroup.NewId(),
            VpcId = vpc.Id,
            Name = request.Name,
            Description = request.Description,
            Tags = request.Tags.ToTags(),
        });
        SecurityGroupRules.AllowEverythingOut(transaction, created);
        return created;
    }

    public static void Remove(Ec2Transaction transaction, SecurityGroup group)
    {
        foreach (var rule in SecurityGroupRules.Of(transaction.State, group.Id))
        {
            transaction.Remove(rule);
        }

        transaction.Remove(group);
    }

    /// <exception cref="AwsException"><c>DependencyViolation</c>: an interface or another group's rule uses it.</exception>
    public static void RemoveUnused(Ec2Transaction transaction, SecurityGroup group)
    {
        var inUse = transaction.State.Resources.Values.Any(resource => resource switch
        {
            NetworkInterface networkInterface => networkInterface.GroupIds.Contains(group.Id, StringComparer.Ordinal),
            SecurityGroupRule rule => rule.Peer.GroupId == group.Id && rule.GroupId != group.Id,
            _ => false,
        });
        if (inUse)
        {
            throw new AwsException("DependencyViolation", $"resource {group.Id} has a dependent object");
        }

        Remove(transaction, group);
    }

    /// <summary>Letters, digits and some others, of ASCII only.</summary>
    public static void RequireText(string text, string parameter)
    {
        if (text.Length > MaxTextLength || text.Any(character => !char.IsAsciiLetterOrDigit(character) && !SpecialCharacters.Contains(character, StringComparison.Ordinal)))
        {
            throw Ec2Errors.InvalidValue(text, parameter, $"Character sets beyond ASCII are not supported: up to {MaxTextLength} of a-z, A-Z, 0-9, and{SpecialCharacters}");
        }
    }

    private static AwsResult.Xml Create(Ec2Transaction transaction, AwsParameters parameters)
    {
        var name = parameters.Required("GroupName");
        var description = parameters.Required("GroupDescription");
        RequireText(name, "GroupName");
        RequireText(description, "GroupDescription");
        if (name.StartsWith("sg-", StringComparison.OrdinalIgnoreCase))
        {
            throw Ec2Errors.InvalidValue(name, "GroupName", "Group names may not be in the format sg-*.");
        }

        if (name == SecurityGroup.DefaultName)
        {
            throw Ec2Errors.InvalidValue($"Cannot use reserved security group name: {name}");
        }

        var group = Create(transaction, new SecurityGroupRequest
        {
            VpcId = parameters.Find("VpcId") ?? throw NoDefaultVpc(),
            Name = name,
            Description = description,
            Tags = Ec2Tags.OfNew(Ec2ResourceType.SecurityGroup, parameters),
        });
        return new AwsResult.Xml(
            new XElement("return", true),
            new XElement("groupId", group.Id),
            new XElement("securityGroupArn", transaction.Arn(group)),
            Ec2Xml.Tags(group.Tags));
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        if (parameters.Has("GroupName"))
        {
            // The parameter means groups of the default VPC; the filter of that name is for all.
            throw NoDefaultVpc();
        }

        var (groups, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.SecurityGroup, "GroupId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("securityGroupInfo", groups.Select(group => Render(scope, group))), next);
    }

    // All groups that could be used in the VPC: its own, as none is shared or associated with other VPCs here.
    private static AwsResult.Xml GetForVpc(Ec2Scope scope, AwsParameters parameters)
    {
        var vpc = scope.Get<Vpc>(Ec2ResourceType.Vpc, parameters.Required("VpcId"));
        var matches = s_vpcFilters.Read(parameters);
        var found = scope.State.All<SecurityGroup>().Where(group => group.VpcId == vpc.Id && matches(scope, group)).ToList();
        var (groups, next) = Ec2Page.Cut(found, group => group.Id, parameters);
        return new AwsResult.Xml(
            Ec2Xml.List("securityGroupForVpcSet", groups.Select(group => new XElement(
                "item",
                new XElement("groupId", group.Id),
                new XElement("groupName", group.Name),
                new XElement("description", group.Description),
                new XElement("ownerId", scope.AccountId),
                new XElement("primaryVpcId", group.VpcId),
                Ec2Xml.Tags(group.Tags)))),
            next);
    }

    private static AwsResult.Xml Delete(Ec2Transaction transaction, AwsParameters parameters)
    {
        if (parameters.Has("GroupName"))
        {
            throw NoDefaultVpc();
        }

        var group = transaction.Get<SecurityGroup>(Ec2ResourceType.SecurityGroup, parameters.Required("GroupId"));
        if (group.Name == SecurityGroup.DefaultName)
        {
            throw new AwsException("CannotDelete", $"the specified group: \"{group.Id}\" name: \"{group.Name}\" cannot be deleted by a user");
        }

        RemoveUnused(transaction, group);
        return new AwsResult.Xml(new XElement("return", true), new XElement("groupId", group.Id));
    }

    private static AwsException NoDefaultVpc() => new("VPCIdNotSpecified", "No default VPC for this user");

    private static IEnumerable<SecurityGroupRule> RulesOf(Ec2Scope scope, SecurityGroup group, bool isEgress) =>
        SecurityGroupRules.Of(scope.State, group.Id).Where(rule => rule.IsEgress == isEgress);

    private static string? PeerName(Ec2Scope scope, SecurityGroupRule rule) => scope.State.Find<SecurityGroup>(rule.Peer.GroupId)?.Name;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static XElement Render(Ec2Scope scope, SecurityGroup group) => new(
        "item",
        new XElement("groupId", group.Id),
        new XElement("groupName", group.Name),
        new XElement("groupDescription", group.Description),
        new XElement("vpcId", group.VpcId),
        new XElement("ownerId", scope.AccountId),
        new XElement("securityGroupArn", scope.Arn(group)),
        Ec2Xml.List("ipPermissions", SecurityGroupPermissions.Render(scope, RulesOf(scope, group, isEgress: false))),
        Ec2Xml.List("ipPermissionsEgress", SecurityGroupPermissions.Render(scope, RulesOf(scope, group, isEgress: true))),
        Ec2Xml.Tags(group.Tags));
}
