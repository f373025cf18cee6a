using System.Net;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Rules in the older form, <c>IpPermissions</c>: protocol and ports with all their peers.</summary>
internal static class SecurityGroupPermissions
{
    /// <summary>The rules of a request, as operations list them.</summary>
    public const string Members =
        "IpPermissions[](IpProtocol FromPort ToPort IpRanges[](CidrIp Description) Ipv6Ranges[](CidrIpv6 Description) "
        + "Groups[](GroupId GroupName UserId VpcPeeringConnectionId Description) PrefixListIds[](PrefixListId))";

    /// <summary>Rules as a request has them, in <c>IpPermissions.N</c> or for one IPv4 block in the request itself.</summary>
    /// <exception cref="AwsException">Something in it is invalid, missing or not there.</exception>
    public static IReadOnlyList<SecurityGroupRule> Read(Ec2Scope scope, SecurityGroup group, bool isEgress, AwsParameters parameters)
    {
        var permissions = parameters.Structures("IpPermissions");
        if (permissions.Count == 0)
        {
            var cidr = parameters.Find("CidrIp")
                ?? throw new AwsException("MissingParameter", "The request must contain the parameter ipPermissions");
            return [Rule(group, isEgress, SecurityGroupTraffic.Read(parameters), new SecurityGroupPeer(ReadIpv4(cidr), null, null), null)];
        }

        if (parameters.Has("IpProtocol") || parameters.Has("CidrIp"))
        {
            throw Ec2Errors.InvalidCombination("The parameter ipPermissions cannot be used with the parameters ipProtocol and cidrIp");
        }

        var rules = permissions.SelectMany(permission => ReadOne(scope, group, isEgress, permission)).ToList();
        return rules.Select((rule, index) => rules.Take(index).Any(rule.IsSameAs)).Any(repeated => repeated)
            ? throw Ec2Errors.InvalidValue("The same permission must not appear multiple times")
            : rules;
    }

    /// <summary>The one other side that a rule names: <c>CidrIpv4</c>, <c>CidrIpv6</c> or <c>ReferencedGroupId</c>.</summary>
    /// <exception cref="AwsException">There is none or more than one, or it is invalid or not there.</exception>
    public static SecurityGroupPeer ReadPeer(Ec2Scope scope, SecurityGroup group, AwsParameters rule) =>
        (rule.Find("CidrIpv4"), rule.Find("CidrIpv6"), rule.Find("ReferencedGroupId"), rule.Find("PrefixListId")) switch
        {
            ({ } cidr, null, null, null) => new SecurityGroupPeer(ReadIpv4(cidr), null, null),
            (null, { } cidr, null, null) => new SecurityGroupPeer(null, ReadIpv6(cidr), null),
            (null, null, { } groupId, null) => new SecurityGroupPeer(null, null, FindGroup(scope, group, groupId)),
            (null, null, null, { } list) => throw NoPrefixList(list),
            (null, null, null, null) => throw new AwsException("MissingParameter", "Missing source specification: include source security group, CIDR or prefix list information"),
            _ => throw Ec2Errors.InvalidCombination("Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified"),
        };

    /// <summary>The member <c>Description</c>; null when it was not sent, or is empty.</summary>
    /// <exception cref="AwsException"><c>InvalidParameterValue</c>: too long, or with other characters.</exception>
    public static string? ReadDescription(AwsParameters rule)
    {
        var description = rule.Find("Description");
        if (description is not null)
        {
            SecurityGroups.RequireText(description, "description");
        }

        return description is { Length: > 0 } ? description : null;
    }

    public static IEnumerable<XElement> Render(Ec2Scope scope, IEnumerable<SecurityGroupRule> rules) =>
        rules.GroupBy(rule => rule.Traffic).Select(permission => new XElement(
            "item",
            new XElement("ipProtocol", permission.Key.Protocol),
            Ec2Xml.Optional("fromPort", permission.Key.FromPort),
            Ec2Xml.Optional("toPort", permission.Key.ToPort),
            Ec2Xml.List("groups", permission.Where(rule => rule.Peer.GroupId is not null).Select(rule => new XElement(
                "item",
                new XElement("userId", scope.AccountId),
                new XElement("groupId", rule.Peer.GroupId),
                Ec2Xml.Optional("description", rule.Description)))),
            Ec2Xml.List("ipRanges", permission.Where(rule => rule.Peer.CidrIpv4 is not null).Select(rule => new XElement(
                "item",
                new XElement("cidrIp", rule.Peer.CidrIpv4),
                Ec2Xml.Optional("description", rule.Description)))),
            Ec2Xml.List("ipv6Ranges", permission.Where(rule => rule.Peer.CidrIpv6 is not null).Select(rule => new XElement(
                "item",
                new XElement("cidrIpv6", rule.Peer.CidrIpv6),
                Ec2Xml.Optional("description", rule.Description)))),
            new XElement("prefixListIds")));

    private static IEnumerable<SecurityGroupRule> ReadOne(Ec2Scope scope, SecurityGroup group, bool isEgress, AwsParameters permission)
    {
        var traffic = SecurityGroupTraffic.Read(permission);
        var peers = permission.Structures("IpRanges").Select(range => (new SecurityGroupPeer(ReadIpv4(range.Required("CidrIp")), null, null), ReadDescription(range)))
            .Concat(permission.Structures("Ipv6Ranges").Select(range => (new SecurityGroupPeer(null, ReadIpv6(range.Required("CidrIpv6")), null), ReadDescription(range))))
            .Concat(permission.Structures("Groups").Select(pair => (new SecurityGroupPeer(null, null, ReadGroup(scope, group, pair)), ReadDescription(pair))))
            .ToList();
        if (permission.Structures("PrefixListIds") is [var list, ..])
        {
            throw NoPrefixList(list.Required("PrefixListId"));
        }

        return peers.Count > 0
            ? peers.Select(peer => Rule(group, isEgress, traffic, peer.Item1, peer.Item2))
            : throw new AwsException("MissingParameter", "Missing source specification: include source security group, CIDR or prefix list information");
    }

    private static SecurityGroupRule Rule(SecurityGroup group, bool isEgress, SecurityGroupTraffic traffic, SecurityGroupPeer peer, string? description) => new()
    {
        Id = Ec2ResourceType.SecurityGroupRule.NewId(),
        GroupId = group.Id,
        IsEgress = isEgress,
        Traffic = traffic,
        Peer = peer,
        Description = description,
    };

    // There is no operation to make one, so whatever id this is, it does not exist.
    private static AwsException NoPrefixList(string id) => new("InvalidPrefixListID.NotFound", $"The prefix list ID '{id}' does not exist");

    private static string ReadGroup(Ec2Scope scope, SecurityGroup group, AwsParameters pair)
    {
        if (pair.Find("GroupId") is not { Length: > 0 } groupId)
        {
            throw pair.Find("GroupName") is { } name
                ? Ec2Errors.InvalidValue($"Invalid value '{name}' for groupName. You may not reference Amazon VPC security groups by name. Please use the corresponding id for this operation.")
                : Ec2Errors.MissingParameter("groupId");
        }

        if (pair.Find("VpcPeeringConnectionId") is { Length: > 0 })
        {
            throw Ec2Errors.NotEmulated("A rule for a security group behind a VPC peering connection", "Use a CIDR block.");
        }

        var ours = pair.Find("UserId") is not { Length: > 0 } userId || userId == scope.AccountId;
        return ours ? FindGroup(scope, group, groupId) : throw Ec2ResourceType.SecurityGroup.NotFound(groupId);
    }

    private static string FindGroup(Ec2Scope scope, SecurityGroup group, string groupId)
    {
        var referenced = scope.Get<SecurityGroup>(Ec2ResourceType.SecurityGroup, groupId);
        return referenced.VpcId == group.VpcId
            ? referenced.Id
            : throw new AwsException("InvalidGroup.NotFound", "You have specified two resources that belong to different networks.");
    }

    private static string ReadIpv4(string text) =>
        Ipv4Cidr.TryParse(text, out var cidr) ? cidr.ToString() : throw Ec2Errors.InvalidValue($"CIDR block {text} is malformed");

    private static string ReadIpv6(string text)
    {
        if (text.Split('/') is not [var address, var length]
            || !IPAddress.TryParse(address, out var parsed)
            || parsed.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6
            || parsed.ScopeId != 0
            || !byte.TryParse(length, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var prefixLength)
            || prefixLength > 128)
        {
            throw Ec2Errors.InvalidValue($"CIDR block {text} is malformed");
        }

        var bytes = parsed.GetAddressBytes();
        for (var bit = (int)prefixLength; bit < 128; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return $"{new IPAddress(bytes)}/{prefixLength}";
    }
}
