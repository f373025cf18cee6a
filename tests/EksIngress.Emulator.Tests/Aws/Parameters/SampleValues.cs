using System.Text.Json.Nodes;
using EksIngress.Emulator.Aws;

namespace EksIngress.Emulator.Tests.Aws.Parameters;

/// <summary>Values that members of a name usually have, in the account of the paging tests: good enough for an operation to go on reading.</summary>
internal sealed class SampleValues(Func<string, string> fill, Random random, string operation)
{
    // Values apart by a bar; one is taken at random.
    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        // IAM and STS
        ["RoleName"] = "r0", ["UserName"] = "u0", ["GroupName"] = "g0", ["PolicyName"] = "in0", ["InstanceProfileName"] = "i0",
        ["PolicyArn"] = "{policy}", ["PermissionsBoundary"] = "{policy}", ["OpenIDConnectProviderArn"] = "{provider}", ["PolicySourceArn"] = "{role}", ["RoleArn"] = "{role}", ["CallerArn"] = "{role}",
        ["Path"] = "/a/", ["PathPrefix"] = "/", ["NewPath"] = "/b/", ["Url"] = "https://other.example.test", ["ThumbprintList"] = new string('b', 40), ["ClientIDList"] = "c", ["ClientID"] = "b",
        ["PolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        ["AssumeRolePolicyDocument"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
        ["Policy"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        ["PolicyInputList"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        ["PermissionsBoundaryPolicyInputList"] = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""",
        ["ActionNames"] = "s3:GetObject", ["ResourceArns"] = "*", ["ContextKeyName"] = "aws:SourceIp", ["ContextKeyType"] = "string", ["VersionId"] = "v1", ["SetAsDefault"] = "true",
        ["MaxSessionDuration"] = "3600", ["AWSServiceName"] = "elasticloadbalancing.amazonaws.com", ["DeletionTaskId"] = "task/a/b", ["AccountAlias"] = "shop", ["Scope"] = "Local|All|openid|REGIONAL",
        ["OnlyAttached"] = "true", ["PolicyUsageFilter"] = "PermissionsPolicy", ["EntityFilter"] = "Role", ["Filter"] = "User", ["RoleSessionName"] = "session", ["DurationSeconds"] = "900",
        ["arn"] = "{policy}", ["Marker"] = "", ["MaxItems"] = "10", ["Status"] = "Active",

        ["NewGroupName"] = "g0", ["NewUserName"] = "u0",

        // EKS
        ["name"] = "dev", ["clusterName"] = "dev", ["nodegroupName"] = "n0", ["addonName"] = "vpc-cni", ["principalArn"] = "{principal}|{role}", ["policyArn"] = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
        ["resourceArn"] = "arn:aws:ecr:eu-west-1:000000000000:repository/r0|arn:aws:eks:eu-west-1:000000000000:cluster/dev", ["roleArn"] = "{role}", ["nodeRole"] = "{role}", ["serviceAccountRoleArn"] = "{role}",
        ["subnetIds"] = "{subnet},{subnet2}", ["subnets"] = "{subnet},{subnet2}", ["securityGroupIds"] = "{securityGroup}", ["version"] = "1.34|1.35", ["authenticationMode"] = "API", ["types"] = "api", ["ipFamily"] = "ipv4",
        ["enabled"] = "true", ["endpointPublicAccess"] = "true", ["endpointPrivateAccess"] = "true", ["publicAccessCidrs"] = "0.0.0.0/0", ["bootstrapSelfManagedAddons"] = "true", ["deletionProtection"] = "true", ["supportType"] = "STANDARD",
        ["bootstrapClusterCreatorAdminPermissions"] = "true", ["minSize"] = "1", ["maxSize"] = "3", ["desiredSize"] = "2", ["diskSize"] = "20", ["instanceTypes"] = "t3.medium", ["amiType"] = "AL2023_x86_64_STANDARD", ["capacityType"] = "SPOT",
        ["maxUnavailable"] = "1", ["maxUnavailablePercentage"] = "10", ["effect"] = "NO_SCHEDULE", ["force"] = "true", ["resolveConflicts"] = "OVERWRITE", ["configurationValues"] = "{}", ["type"] = "STANDARD|cluster", ["username"] = "someone",
        ["disableSessionTags"] = "true", ["preserve"] = "true", ["defaultOnly"] = "true", ["includeAll"] = "true", ["clusterType"] = "eks", ["status"] = "ACTIVE", ["updateId"] = "{update}", ["associationId"] = "{association}",

        // EC2
        ["CidrBlock"] = "10.200.0.0/16|10.6.200.0/24|10.6.201.0/24|10.6.202.0/24|10.6.203.0/24|10.6.204.0/24|10.6.205.0/24|10.6.206.0/24", ["AvailabilityZone"] = "eu-west-1a|all", ["AvailabilityZoneId"] = "euw1-az1", ["VpcId"] = "{vpc}", ["SubnetId"] = "{subnet}", ["RouteTableId"] = "{table}", ["InternetGatewayId"] = "{gateway}",
        ["GroupId"] = "{securityGroup}", ["SecurityGroupId"] = "{securityGroup}", ["ReferencedGroupId"] = "{securityGroup}", ["GroupDescription"] = "d", ["IpProtocol"] = "tcp", ["FromPort"] = "80", ["ToPort"] = "80", ["CidrIp"] = "192.0.2.0/24",
        ["CidrIpv4"] = "192.0.2.0/24", ["CidrIpv6"] = "2001:db8::/32", ["UserId"] = "000000000000", ["PrefixListId"] = "pl-12345678", ["SecurityGroupRuleId"] = "{securityGroupRule}|{securityGroupRule2}", ["Attribute"] = "enableDnsSupport", ["PrivateIpAddress"] = "10.6.0.77",
        ["AllocationId"] = "{allocation}", ["NetworkInterfaceId"] = "{interface}|{interface2}", ["ConnectivityType"] = "private|public", ["AvailabilityMode"] = "zonal", ["DestinationCidrBlock"] = "198.51.100.0/24|0.0.0.0/0", ["GatewayId"] = "{gateway}", ["InstanceTenancy"] = "default",
        ["AmazonProvidedIpv6CidrBlock"] = "false", ["Ipv6Native"] = "false", ["Domain"] = "vpc", ["NetworkBorderGroup"] = "eu-west-1", ["InterfaceType"] = "interface", ["DryRun"] = "false", ["NextToken"] = "", ["ResourceId"] = "{vpc}",
        ["AllowReassociation"] = "true", ["AssociationId"] = "{association}", ["IncludeAllInstances"] = "true", ["PoolId"] = "ipv4pool-coip-12345678",

        // Elastic Load Balancing
        ["LoadBalancerArn"] = "{balancer}", ["ListenerArn"] = "{listener}", ["RuleArn"] = "{rule}", ["TargetGroupArn"] = "{targets}", ["TrustStoreArn"] = "{store}", ["ResourceArn"] = "{balancer}", ["CertificateArn"] = "{certificate}",
        ["Subnets"] = "{subnet},{subnet2}", ["SecurityGroups"] = "{securityGroup}", ["SslPolicy"] = "ELBSecurityPolicy-2016-08", ["Scheme"] = "internal", ["IpAddressType"] = "ipv4", ["Protocol"] = "HTTPS|HTTP", ["Port"] = "80|8443", ["Priority"] = "77", ["Order"] = "1", ["TargetType"] = "ip", ["ProtocolVersion"] = "HTTP1|GRPC",
        ["Id"] = "10.6.0.9|{aclId}", ["Include"] = "All", ["HealthCheckEnabled"] = "true", ["HealthCheckIntervalSeconds"] = "15", ["HealthCheckTimeoutSeconds"] = "5", ["HealthyThresholdCount"] = "3", ["UnhealthyThresholdCount"] = "3", ["HealthCheckPort"] = "traffic-port",
        ["HealthCheckProtocol"] = "HTTP", ["HealthCheckPath"] = "/", ["HttpCode"] = "200", ["GrpcCode"] = "12", ["TargetControlPort"] = "9000", ["S3Bucket"] = "bundles", ["S3Key"] = "ca.pem", ["CaCertificatesBundleS3Bucket"] = "bundles", ["CaCertificatesBundleS3Key"] = "ca.pem",
        ["Issuer"] = "https://idp.example.test", ["AuthorizationEndpoint"] = "https://idp.example.test/a", ["TokenEndpoint"] = "https://idp.example.test/t", ["UserInfoEndpoint"] = "https://idp.example.test/u", ["JwksEndpoint"] = "https://idp.example.test/j",
        ["UserPoolArn"] = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a", ["SessionTimeout"] = "60", ["OnUnauthenticatedRequest"] = "deny", ["UseExistingClientSecret"] = "false", ["Format"] = "single-string", ["StatusCode"] = "HTTP_301|404",
        ["ContentType"] = "text/plain", ["Weight"] = "1", ["Enabled"] = "true", ["Mode"] = "verify", ["IgnoreClientCertificateExpiry"] = "true", ["AdvertiseTrustStoreCaNames"] = "on", ["ResetTransforms"] = "false", ["ResetCapacityReservation"] = "false",
        ["CapacityUnits"] = "100", ["RevocationIds"] = "1", ["RevocationId"] = "1",

        // ACM, ECR, WAF and Shield
        ["DomainName"] = "a.example.test", ["ValidationMethod"] = "DNS", ["Certificate"] = "eA==", ["PrivateKey"] = "eA==", ["CertificateTransparencyLoggingPreference"] = "ENABLED", ["Export"] = "DISABLED", ["KeyAlgorithm"] = "RSA_2048",
        ["repositoryName"] = "r0|r1", ["registryId"] = "000000000000", ["tagStatus"] = "ANY", ["imageStatus"] = "ANY", ["scanOnPush"] = "true", ["encryptionType"] = "AES256", ["imageTagMutability"] = "MUTABLE",
        ["Name"] = "w2", ["LockToken"] = "{lock}", ["WebACLArn"] = "{acl}", ["ResourceARN"] = "{acl}", ["ARN"] = "{acl}", ["Description"] = "some words", ["NextMarker"] = "arn:aws:wafv2:",

        // Tags and pages
        ["Key"] = "k", ["Value"] = "v", ["TagKeys"] = "k", ["tagKeys"] = "k", ["PageSize"] = "10", ["MaxResults"] = "5", ["maxResults"] = "5", ["Limit"] = "5",
    };

    private static readonly (string Operation, string Type)[] s_resourceTypes =
    [
        ("AllocateAddress", "elastic-ip"), ("InternetGateway", "internet-gateway"), ("NatGateway", "natgateway"), ("NetworkInterface", "network-interface"), ("RouteTable", "route-table"),
        ("CreateSecurityGroup", "security-group"), ("AuthorizeSecurityGroup", "security-group-rule"), ("Subnet", "subnet"), ("Vpc", "vpc"),
    ];

    // What a creation gives a name to.
    private static readonly string[] s_names =
        ["RoleName", "UserName", "GroupName", "PolicyName", "InstanceProfileName", "Name", "name", "repositoryName", "nodegroupName", "addonName"];

    public string Text(string name)
    {
#pragma warning disable CA5394 // The same choices in every run.
        if (s_names.Contains(name) && operation.StartsWith("Create", StringComparison.Ordinal) && random.Next(2) == 0)
        {
            return $"new{random.Next(1_000_000)}";
        }

        if (name == "ResourceType")
        {
            return s_resourceTypes.FirstOrDefault(pair => operation.Contains(pair.Operation, StringComparison.Ordinal)).Type ?? "APPLICATION_LOAD_BALANCER";
        }

        var values = s_values.GetValueOrDefault(name)?.Split('|') ?? ["x"];
        return fill(values[random.Next(values.Length)]);
#pragma warning restore CA5394
    }

    public JsonNode Json(string name) => Text(name) switch
    {
        "true" => JsonValue.Create(true),
        var text when int.TryParse(text, out var number) => JsonValue.Create(number),
        var text => JsonValue.Create(text),
    };
}
