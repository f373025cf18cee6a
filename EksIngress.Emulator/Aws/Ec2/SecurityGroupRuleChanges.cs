namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Changes of rules that are there: what they let through, and what they are said to be for.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html and
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html
/// </remarks>
internal static class SecurityGroupRuleChanges
{
    private const string Rules = "SecurityGroupRule";
    private const string RuleId = "SecurityGroupRuleId";
    private const string Descriptions = "SecurityGroupRuleDescription";

    private const string Described = $"GroupId {SecurityGroupPermissions.Members} {Descriptions}[](SecurityGroupRuleId Description)";

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations)
    {
        var group = Ec2Access.To(Ec2ResourceType.SecurityGroup, "GroupId");
        var rules = Ec2Access.ToEach(Ec2ResourceType.SecurityGroupRule, parameters => parameters.Structures(Rules).Select(rule => rule.Find(RuleId)));
        return
        [
            operations.Change("ModifySecurityGroupRules", "GroupId SecurityGroupRule[](SecurityGroupRuleId SecurityGroupRule(IpProtocol FromPort ToPort CidrIpv4 CidrIpv6 ReferencedGroupId PrefixListId Description))", Ec2Access.Each(group, rules), Modify),
            operations.Change("UpdateSecurityGroupRuleDescriptionsIngress", Described, group, (transaction, parameters) => Describe(transaction, parameters, isEgress: false)),
            operations.Change("UpdateSecurityGroupRuleDescriptionsEgress", Described, group, (transaction, parameters) => Describe(transaction, parameters, isEgress: true)),
        ];
    }

    private static AwsResult Modify(Ec2Transaction transaction, AwsParameters parameters)
    {
        var group = GroupOf(transaction, parameters);
        var wanted = parameters.Structures(Rules);
        if (wanted.Count == 0)
        {
            throw Ec2Errors.MissingParameter("securityGroupRules");
        }

        // All of them, or none: a later rule may take the place that an earlier one leaves.
        var changed = wanted.Select(rule => Read(transaction, group, rule)).ToList();
        var ids = changed.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        if (ids.Count < changed.Count)
        {
            throw Ec2Errors.InvalidValue("The same security group rule must not appear multiple times");
        }

        var others = SecurityGroupRules.Of(transaction.State, group.Id).Where(rule => !ids.Contains(rule.Id)).ToList();
        foreach (var (index, rule) in changed.Index())
        {
            if (others.Exists(rule.IsSameAs) || changed.Take(index).Any(rule.IsSameAs))
            {
                throw new AwsException("InvalidPermission.Duplicate", $"the specified rule \"{rule}\" already exists");
            }
        }

        changed.ForEach(rule => transaction.Put(rule));
        return Ec2Xml.True();
    }

    private static SecurityGroupRule Read(Ec2Scope scope, SecurityGroup group, AwsParameters parameters)
    {
        var rule = RuleOf(scope, group, parameters);
        var request = parameters.Structure(Rules) ?? throw Ec2Errors.MissingParameter("securityGroupRule");
        var peer = SecurityGroupPermissions.ReadPeer(scope, group, request);
        if ((peer.CidrIpv4 is null, peer.CidrIpv6 is null, peer.GroupId is null) != (rule.Peer.CidrIpv4 is null, rule.Peer.CidrIpv6 is null, rule.Peer.GroupId is null))
        {
            throw Ec2Errors.InvalidValue($"The type of the rule {rule.Id} cannot be changed: its other side stays an IPv4 block, an IPv6 block or a security group.");
        }

        return rule with { Traffic = SecurityGroupTraffic.Read(request), Peer = peer, Description = SecurityGroupPermissions.ReadDescription(request) };
    }

    private static AwsResult Describe(Ec2Transaction transaction, AwsParameters parameters, bool isEgress)
    {
        var group = GroupOf(transaction, parameters);
        var byId = parameters.Structures(Descriptions);
        if (byId.Count > 0 && parameters.Structures("IpPermissions").Count > 0)
        {
            throw Ec2Errors.InvalidCombination("The parameter securityGroupRuleDescriptions cannot be used with the parameter ipPermissions");
        }

        var observed = SecurityGroupRules.Of(transaction.State, group.Id).Where(rule => rule.IsEgress == isEgress).ToList();
        var changed = byId.Count > 0
            ? byId.Select(entry => RuleOf(transaction, group, entry) is var rule && rule.IsEgress == isEgress
                ? rule with { Description = SecurityGroupPermissions.ReadDescription(entry) }
                : throw Ec2ResourceType.SecurityGroupRule.NotFound(rule.Id)).ToList()
            : SecurityGroupPermissions.Read(transaction, group, isEgress, parameters)
                .Select(wanted => observed.Find(wanted.IsSameAs) is { } rule
                    ? rule with { Description = wanted.Description }
                    : throw new AwsException("InvalidPermission.NotFound", "The specified rule does not exist in this security group.")).ToList();
        changed.ForEach(rule => transaction.Put(rule));
        return Ec2Xml.True();
    }

    private static SecurityGroup GroupOf(Ec2Scope scope, AwsParameters parameters) =>
        scope.Get<SecurityGroup>(Ec2ResourceType.SecurityGroup, parameters.Required("GroupId"));

    private static SecurityGroupRule RuleOf(Ec2Scope scope, SecurityGroup group, AwsParameters parameters)
    {
        var id = parameters.Required(RuleId);
        var rule = scope.Get<SecurityGroupRule>(Ec2ResourceType.SecurityGroupRule, id);
        return rule.GroupId == group.Id ? rule : throw Ec2ResourceType.SecurityGroupRule.NotFound(id);
    }
}
