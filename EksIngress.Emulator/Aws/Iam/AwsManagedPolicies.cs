namespace EksIngress.Emulator.Aws.Iam;

/// <summary>
/// The policies AWS manages that EKS needs, under AWS's ARNs. The documents are the emulator's own: they grant what the part
/// needs in the emulated services, in the shape of AWS's, and are not copies.
/// </summary>
internal static class AwsManagedPolicies
{
    private const string Arn = "arn:aws:iam::aws:policy/";

    public static IReadOnlyList<(string Arn, string Json)> Documents { get; } =
    [
        (Arn + "AdministratorAccess", Allow("*")),
        (Arn + "ReadOnlyAccess", Allow("ec2:Describe*", "ec2:Get*", "ec2:List*", "eks:Describe*", "eks:List*", "elasticloadbalancing:Describe*", "iam:Get*", "iam:List*", "sts:GetCallerIdentity", "acm:Describe*", "acm:List*")),
        (Arn + "AmazonEKSClusterPolicy", Allow("ec2:Describe*", "ec2:CreateSecurityGroup", "ec2:CreateTags", "ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:CreateRoute", "ec2:DeleteRoute", "ec2:CreateVolume", "ec2:DeleteVolume", "ec2:AttachVolume", "ec2:DetachVolume", "ec2:ModifyInstanceAttribute", "elasticloadbalancing:*", "autoscaling:Describe*", "autoscaling:UpdateAutoScalingGroup", "kms:DescribeKey", "iam:CreateServiceLinkedRole")),
        (Arn + "AmazonEKSServicePolicy", Allow("ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:Describe*", "ec2:CreateSecurityGroup", "ec2:DeleteSecurityGroup", "ec2:CreateTags", "ec2:DeleteTags", "iam:ListAttachedRolePolicies", "eks:UpdateClusterVersion")),
        (Arn + "AmazonEKSVPCResourceController", Allow("ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:DetachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:CreateTags", "ec2:Describe*")),
        (Arn + "AmazonEKSWorkerNodePolicy", Allow("ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVolumes", "ec2:DescribeVolumesModifications", "ec2:DescribeVpcs", "eks:DescribeCluster", "eks-auth:AssumeRoleForPodIdentity")),
        (Arn + "AmazonEKSWorkerNodeMinimalPolicy", Allow("eks-auth:AssumeRoleForPodIdentity")),
        (Arn + "AmazonEKS_CNI_Policy", Allow("ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:DetachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DescribeTags", "ec2:CreateTags")),
        (Arn + "AmazonEC2ContainerRegistryPullOnly", Allow("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage")),
        (Arn + "AmazonEC2ContainerRegistryReadOnly", Allow("ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:Describe*", "ecr:Get*", "ecr:List*")),
        (Arn + "AmazonSSMManagedInstanceCore", Allow("ssm:DescribeDocument", "ssm:GetDocument", "ssm:GetParameter", "ssm:GetParameters", "ssm:UpdateInstanceInformation", "ssmmessages:*", "ec2messages:*")),
        (Arn + "service-role/AmazonEBSCSIDriverPolicy", Allow("ec2:CreateSnapshot", "ec2:AttachVolume", "ec2:DetachVolume", "ec2:ModifyVolume", "ec2:CreateVolume", "ec2:DeleteVolume", "ec2:CreateTags", "ec2:DeleteTags", "ec2:Describe*")),
        (Arn + "aws-service-role/AmazonEKSServiceRolePolicy", Allow("ec2:*", "elasticloadbalancing:Describe*", "iam:Get*", "iam:List*")),
        (Arn + "aws-service-role/AWSServiceRoleForAmazonEKSNodegroup", Allow("ec2:*", "autoscaling:*", "iam:GetRole", "iam:ListRoles", "iam:PassRole", "iam:GetInstanceProfile")),
        (Arn + "aws-service-role/AWSElasticLoadBalancingServiceRolePolicy", Allow("ec2:Describe*", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress", "ec2:AssociateAddress", "ec2:DisassociateAddress")),
        (Arn + "ElasticLoadBalancingFullAccess", Allow("elasticloadbalancing:*", "ec2:Describe*", "ec2:GetSecurityGroupsForVpc", "iam:CreateServiceLinkedRole")),
        (Arn + "AmazonS3ReadOnlyAccess", Allow("s3:Get*", "s3:List*", "s3:Describe*")),
        (Arn + "AmazonDynamoDBReadOnlyAccess", Allow("dynamodb:BatchGetItem", "dynamodb:Describe*", "dynamodb:List*", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan")),
    ];

    private static string Allow(params IEnumerable<string> actions) =>
        $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{string.Join(',', actions.Select(action => $"\"{action}\""))}}],"Resource":"*"}]}
        """;
}
