using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Rules of security groups.</summary>
internal static class SecurityGroupRules
{
    private const string Sent = $"GroupId IpProtocol FromPort ToPort CidrIp {SecurityGroupPermissions.Members}";


    private static readonly Ec2Filters<SecurityGroupRule> s_filters = new()
    {
        { "group-id", (SecurityGroupRule rule) => rule.GroupId },
        { "security-group-rule-id", (SecurityGroupRule rule) => rule.Id },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations)
    {
        var revoke = Ec2Access.To(Ec2ResourceType.SecurityGroup, "GroupId");
        var authorize = Ec2Access.Each(revoke, Ec2Access.ToTagsOfNew(Ec2ResourceType.SecurityGroupRule));
        return
        [
            operations.Change("AuthorizeSecurityGroupIngress", $"{Sent} TagSpecification[](ResourceType Tag[](Key Value))", authorize, (transaction, parameters) => Authorize(transaction, parameters, isEgress: false)),
            operations.Change("AuthorizeSecurityGroupEgress", $"{Sent} TagSpecification[](ResourceType Tag[](Key Value))", authorize, (transaction, parameters) => Authorize(transaction, parameters, isEgress: true)),
            operations.Change("RevokeSecurityGroupIngress", $"{Sent} SecurityGroupRuleId[]", revoke, (transaction, parameters) => Revoke(transaction, parameters, isEgress: false)),
            operations.Change("RevokeSecurityGroupEgress", $"{Sent} SecurityGroupRuleId[]", revoke, (transaction, parameters) => Revoke(transaction, parameters, isEgress: true)),
            operations.Describe("DescribeSecurityGroupRules", "Filter[](Name Value[]) SecurityGroupRuleId[] MaxResults NextToken", Describe),
        ];
    }

    public static IEnumerable<SecurityGroupRule> Of(Ec2State state, string groupId) =>
        state.All<SecurityGroupRule>().Where(rule => rule.GroupId == groupId);

    public static void AllowEverythingOut(Ec2Transaction transaction, SecurityGroup group) => transaction.Put(new SecurityGroupRule
    {
        Id = Ec2ResourceType.SecurityGroupRule.NewId(),
        GroupId = group.Id,
        IsEgress = true,
        Traffic = SecurityGroupTraffic.All,
        Peer = new SecurityGroupPeer("0.0.0.0/0", null, null),
    });

    public static void AllowFromItself(Ec2Transaction transaction, SecurityGroup group) => transaction.Put(new SecurityGroupRule
    {
        Id = Ec2ResourceType.SecurityGroupRule.NewId(),
        GroupId = group.Id,
        IsEgress = false,
        Traffic = SecurityGroupTraffic.All,
        Peer = new SecurityGroupPeer(null, null, group.Id),
    });

    private static AwsResult.Xml Authorize(Ec2Transaction transaction, AwsParameters parameters, bool isEgress)
    {
        var group = transaction.Get<SecurityGroup>(Ec2ResourceType.SecurityGroup, parameters.Required("GroupId"));
        var tags = Ec2Tags.OfNew(Ec2ResourceType.SecurityGroupRule, parameters);
        var wanted = SecurityGroupPermissions.Read(transaction, group, isEgress, parameters);
        var observed = Of(transaction.State, group.Id).Where(rule => rule.IsEgress == isEgress).ToList();
        if (wanted.FirstOrDefault(rule => observed.Exists(rule.IsSameAs)) is { } duplicate)
        {
            throw new AwsException("InvalidPermission.Duplicate", $"the specified rule \"{duplicate}\" already exists");
        }

        transaction.DemandRoom(AwsQuota.Ec2Rules, observed.Count + wanted.Count - 1, "RulesPerSecurityGroupLimitExceeded", "rules per security group");
        var added = wanted.Select(rule => transaction.Put(rule with { Tags = tags })).ToList();
        return new AwsResult.Xml(
            new XElement("return", true),
            Ec2Xml.List("securityGroupRuleSet", added.Select(rule => Render(transaction, rule))));
    }

    private static AwsResult.Xml Revoke(Ec2Transaction transaction, AwsParameters parameters, bool isEgress)
    {
        var group = transaction.Get<SecurityGroup>(Ec2ResourceType.SecurityGroup, parameters.Required("GroupId"));
        var ids = parameters.Strings("SecurityGroupRuleId");
        if (ids.Count > 0 && parameters.Structures("IpPermissions").Count > 0)
        {
            throw Ec2Errors.InvalidCombination("The parameter securityGroupRuleIds cannot be used with the parameter ipPermissions");
        }

        var observed = Of(transaction.State, group.Id).Where(rule => rule.IsEgress == isEgress).ToList();
        var revoked = ids.Count > 0
            ? [.. ids.Distinct(StringComparer.Ordinal).Select(id => observed.Find(rule => rule.Id == id) ?? throw Ec2ResourceType.SecurityGroupRule.NotFound(id))]
            : SecurityGroupPermissions.Read(transaction, group, isEgress, parameters)
                .Select(wanted => observed.Find(wanted.IsSameAs)
                    ?? throw new AwsException("InvalidPermission.NotFound", "The specified rule does not exist in this security group."))
                .ToList();
        revoked.ForEach(transaction.Remove);
        return new AwsResult.Xml(
            new XElement("return", true),
            Ec2Xml.List("revokedSecurityGroupRuleSet", revoked.Select(rule => new XElement(
                "item",
                Core(rule),
                Ec2Xml.Optional("referencedGroupId", rule.Peer.GroupId)))));
    }

    private static AwsResult.Xml Describe(Ec2Scope scope, AwsParameters parameters)
    {
        var (rules, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.SecurityGroupRule, "SecurityGroupRuleId", s_filters);
        return new AwsResult.Xml(Ec2Xml.List("securityGroupRuleSet", rules.Select(rule => Render(scope, rule))), next);
    }

    private static XElement Render(Ec2Scope scope, SecurityGroupRule rule) => new(
        "item",
        Core(rule),
        new XElement("groupOwnerId", scope.AccountId),
        rule.Peer.GroupId is { } groupId
            ? new XElement("referencedGroupInfo", new XElement("groupId", groupId), new XElement("userId", scope.AccountId))
            : null,
        new XElement("securityGroupRuleArn", scope.Arn(rule)),
        Ec2Xml.Tags(rule.Tags));

    private static object?[] Core(SecurityGroupRule rule) =>
    [
        new XElement("securityGroupRuleId", rule.Id),
        new XElement("groupId", rule.GroupId),
        new XElement("isEgress", rule.IsEgress),
        new XElement("ipProtocol", rule.Traffic.Protocol),
        // Here, other than in IpPermissions, EC2 writes "all ports" out.
        new XElement("fromPort", rule.Traffic.FromPort ?? -1),
        new XElement("toPort", rule.Traffic.ToPort ?? -1),
        Ec2Xml.Optional("cidrIpv4", rule.Peer.CidrIpv4),
        Ec2Xml.Optional("cidrIpv6", rule.Peer.CidrIpv6),
        Ec2Xml.Optional("description", rule.Description),
    ];
}
