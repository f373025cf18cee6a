using Amazon.ElasticLoadBalancingV2.Model;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2;

/// <summary>Operations with the errors that each one models.</summary>
internal static class ElasticLoadBalancingV2Operations
{
    private static readonly AwsService Service = new("Amazon.ElasticLoadBalancingV2", "2015-12-01", typeof(AmazonElasticLoadBalancingV2Exception));

    internal static readonly QueryOperation<CreateLoadBalancerResponse> CreateLoadBalancer = new(Service, "CreateLoadBalancer",
        typeof(AllocationIdNotFoundException), typeof(AvailabilityZoneNotSupportedException),
        typeof(DuplicateLoadBalancerNameException), typeof(DuplicateTagKeysException),
        typeof(InvalidConfigurationRequestException), typeof(InvalidSchemeException),
        typeof(InvalidSecurityGroupException), typeof(InvalidSubnetException), typeof(OperationNotPermittedException),
        typeof(ResourceInUseException), typeof(SubnetNotFoundException), typeof(TooManyLoadBalancersException),
        typeof(TooManyTagsException));

    internal static readonly QueryOperation<DescribeLoadBalancersResponse> DescribeLoadBalancers = new(Service, "DescribeLoadBalancers",
        typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<DeleteLoadBalancerResponse> DeleteLoadBalancer = new(Service, "DeleteLoadBalancer",
        typeof(LoadBalancerNotFoundException), typeof(OperationNotPermittedException), typeof(ResourceInUseException));

    internal static readonly QueryOperation<DescribeLoadBalancerAttributesResponse> DescribeLoadBalancerAttributes = new(Service, "DescribeLoadBalancerAttributes",
        typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<ModifyLoadBalancerAttributesResponse> ModifyLoadBalancerAttributes = new(Service, "ModifyLoadBalancerAttributes",
        typeof(InvalidConfigurationRequestException), typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<SetSecurityGroupsResponse> SetSecurityGroups = new(Service, "SetSecurityGroups",
        typeof(InvalidConfigurationRequestException), typeof(InvalidSecurityGroupException),
        typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<SetSubnetsResponse> SetSubnets = new(Service, "SetSubnets",
        typeof(AllocationIdNotFoundException), typeof(AvailabilityZoneNotSupportedException),
        typeof(CapacityReservationPendingException), typeof(InvalidConfigurationRequestException),
        typeof(InvalidSubnetException), typeof(LoadBalancerNotFoundException), typeof(SubnetNotFoundException));

    internal static readonly QueryOperation<SetIpAddressTypeResponse> SetIpAddressType = new(Service, "SetIpAddressType",
        typeof(InvalidConfigurationRequestException), typeof(InvalidSubnetException),
        typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<DescribeCapacityReservationResponse> DescribeCapacityReservation = new(Service, "DescribeCapacityReservation",
        typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<ModifyCapacityReservationResponse> ModifyCapacityReservation = new(Service, "ModifyCapacityReservation",
        typeof(CapacityDecreaseRequestsLimitExceededException), typeof(CapacityReservationPendingException),
        typeof(CapacityUnitsLimitExceededException), typeof(InsufficientCapacityException),
        typeof(InvalidConfigurationRequestException), typeof(LoadBalancerNotFoundException),
        typeof(OperationNotPermittedException), typeof(PriorRequestNotCompleteException));

    internal static readonly QueryOperation<ModifyIpPoolsResponse> ModifyIpPools = new(Service, "ModifyIpPools",
        typeof(LoadBalancerNotFoundException));

    internal static readonly QueryOperation<DescribeAccountLimitsResponse> DescribeAccountLimits = new(Service, "DescribeAccountLimits");

    internal static readonly QueryOperation<CreateListenerResponse> CreateListener = new(Service, "CreateListener",
        typeof(ALPNPolicyNotSupportedException), typeof(CertificateNotFoundException),
        typeof(DuplicateListenerException), typeof(IncompatibleProtocolsException),
        typeof(InvalidConfigurationRequestException), typeof(InvalidLoadBalancerActionException),
        typeof(LoadBalancerNotFoundException), typeof(SSLPolicyNotFoundException),
        typeof(TargetGroupAssociationLimitException), typeof(TargetGroupNotFoundException),
        typeof(TooManyActionsException), typeof(TooManyCertificatesException), typeof(TooManyListenersException),
        typeof(TooManyRegistrationsForTargetIdException), typeof(TooManyTagsException), typeof(TooManyTargetsException),
        typeof(TooManyUniqueTargetGroupsPerLoadBalancerException), typeof(TrustStoreNotFoundException),
        typeof(TrustStoreNotReadyException), typeof(UnsupportedProtocolException));

    internal static readonly QueryOperation<DescribeListenersResponse> DescribeListeners = new(Service, "DescribeListeners",
        typeof(ListenerNotFoundException), typeof(LoadBalancerNotFoundException), typeof(UnsupportedProtocolException));

    internal static readonly QueryOperation<ModifyListenerResponse> ModifyListener = new(Service, "ModifyListener",
        typeof(ALPNPolicyNotSupportedException), typeof(CertificateNotFoundException),
        typeof(DuplicateListenerException), typeof(IncompatibleProtocolsException),
        typeof(InvalidConfigurationRequestException), typeof(InvalidLoadBalancerActionException),
        typeof(ListenerNotFoundException), typeof(SSLPolicyNotFoundException),
        typeof(TargetGroupAssociationLimitException), typeof(TargetGroupNotFoundException),
        typeof(TooManyActionsException), typeof(TooManyCertificatesException), typeof(TooManyListenersException),
        typeof(TooManyRegistrationsForTargetIdException), typeof(TooManyTargetsException),
        typeof(TooManyUniqueTargetGroupsPerLoadBalancerException), typeof(TrustStoreNotFoundException),
        typeof(TrustStoreNotReadyException), typeof(UnsupportedProtocolException));

    internal static readonly QueryOperation<DeleteListenerResponse> DeleteListener = new(Service, "DeleteListener",
        typeof(ListenerNotFoundException), typeof(ResourceInUseException));

    internal static readonly QueryOperation<DescribeListenerAttributesResponse> DescribeListenerAttributes = new(Service, "DescribeListenerAttributes",
        typeof(ListenerNotFoundException));

    internal static readonly QueryOperation<ModifyListenerAttributesResponse> ModifyListenerAttributes = new(Service, "ModifyListenerAttributes",
        typeof(InvalidConfigurationRequestException), typeof(ListenerNotFoundException));

    internal static readonly QueryOperation<AddListenerCertificatesResponse> AddListenerCertificates = new(Service, "AddListenerCertificates",
        typeof(CertificateNotFoundException), typeof(ListenerNotFoundException), typeof(TooManyCertificatesException));

    internal static readonly QueryOperation<RemoveListenerCertificatesResponse> RemoveListenerCertificates = new(Service, "RemoveListenerCertificates",
        typeof(ListenerNotFoundException), typeof(OperationNotPermittedException));

    internal static readonly QueryOperation<DescribeListenerCertificatesResponse> DescribeListenerCertificates = new(Service, "DescribeListenerCertificates",
        typeof(ListenerNotFoundException));

    internal static readonly QueryOperation<DescribeSSLPoliciesResponse> DescribeSSLPolicies = new(Service, "DescribeSSLPolicies",
        typeof(SSLPolicyNotFoundException));

    internal static readonly QueryOperation<CreateTrustStoreResponse> CreateTrustStore = new(Service, "CreateTrustStore",
        typeof(CaCertificatesBundleNotFoundException), typeof(DuplicateTagKeysException),
        typeof(DuplicateTrustStoreNameException), typeof(InvalidCaCertificatesBundleException),
        typeof(TooManyTagsException), typeof(TooManyTrustStoresException));

    internal static readonly QueryOperation<DescribeTrustStoresResponse> DescribeTrustStores = new(Service, "DescribeTrustStores",
        typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<CreateRuleResponse> CreateRule = new(Service, "CreateRule",
        typeof(IncompatibleProtocolsException), typeof(InvalidConfigurationRequestException),
        typeof(InvalidLoadBalancerActionException), typeof(ListenerNotFoundException), typeof(PriorityInUseException),
        typeof(TargetGroupAssociationLimitException), typeof(TargetGroupNotFoundException),
        typeof(TooManyActionsException), typeof(TooManyRegistrationsForTargetIdException), typeof(TooManyRulesException),
        typeof(TooManyTagsException), typeof(TooManyTargetGroupsException), typeof(TooManyTargetsException),
        typeof(TooManyUniqueTargetGroupsPerLoadBalancerException), typeof(UnsupportedProtocolException));

    internal static readonly QueryOperation<DescribeRulesResponse> DescribeRules = new(Service, "DescribeRules",
        typeof(ListenerNotFoundException), typeof(RuleNotFoundException), typeof(UnsupportedProtocolException));

    internal static readonly QueryOperation<ModifyRuleResponse> ModifyRule = new(Service, "ModifyRule",
        typeof(IncompatibleProtocolsException), typeof(InvalidLoadBalancerActionException),
        typeof(OperationNotPermittedException), typeof(RuleNotFoundException),
        typeof(TargetGroupAssociationLimitException), typeof(TargetGroupNotFoundException),
        typeof(TooManyActionsException), typeof(TooManyRegistrationsForTargetIdException),
        typeof(TooManyTargetsException), typeof(TooManyUniqueTargetGroupsPerLoadBalancerException),
        typeof(UnsupportedProtocolException));

    internal static readonly QueryOperation<DeleteRuleResponse> DeleteRule = new(Service, "DeleteRule",
        typeof(OperationNotPermittedException), typeof(RuleNotFoundException));

    internal static readonly QueryOperation<SetRulePrioritiesResponse> SetRulePriorities = new(Service, "SetRulePriorities",
        typeof(OperationNotPermittedException), typeof(PriorityInUseException), typeof(RuleNotFoundException));

    internal static readonly QueryOperation<CreateTargetGroupResponse> CreateTargetGroup = new(Service, "CreateTargetGroup",
        typeof(DuplicateTargetGroupNameException), typeof(InvalidConfigurationRequestException),
        typeof(TooManyTagsException), typeof(TooManyTargetGroupsException));

    internal static readonly QueryOperation<DescribeTargetGroupsResponse> DescribeTargetGroups = new(Service, "DescribeTargetGroups",
        typeof(LoadBalancerNotFoundException), typeof(TargetGroupNotFoundException));

    internal static readonly QueryOperation<ModifyTargetGroupResponse> ModifyTargetGroup = new(Service, "ModifyTargetGroup",
        typeof(InvalidConfigurationRequestException), typeof(TargetGroupNotFoundException));

    internal static readonly QueryOperation<DeleteTargetGroupResponse> DeleteTargetGroup = new(Service, "DeleteTargetGroup",
        typeof(ResourceInUseException));

    internal static readonly QueryOperation<DescribeTargetGroupAttributesResponse> DescribeTargetGroupAttributes = new(Service, "DescribeTargetGroupAttributes",
        typeof(TargetGroupNotFoundException));

    internal static readonly QueryOperation<ModifyTargetGroupAttributesResponse> ModifyTargetGroupAttributes = new(Service, "ModifyTargetGroupAttributes",
        typeof(InvalidConfigurationRequestException), typeof(TargetGroupNotFoundException));

    internal static readonly QueryOperation<RegisterTargetsResponse> RegisterTargets = new(Service, "RegisterTargets",
        typeof(InvalidTargetException), typeof(TargetGroupNotFoundException),
        typeof(TooManyRegistrationsForTargetIdException), typeof(TooManyTargetsException));

    internal static readonly QueryOperation<DeregisterTargetsResponse> DeregisterTargets = new(Service, "DeregisterTargets",
        typeof(InvalidTargetException), typeof(TargetGroupNotFoundException));

    internal static readonly QueryOperation<DescribeTargetHealthResponse> DescribeTargetHealth = new(Service, "DescribeTargetHealth",
        typeof(HealthUnavailableException), typeof(InvalidTargetException), typeof(TargetGroupNotFoundException));

    internal static readonly QueryOperation<AddTagsResponse> AddTags = new(Service, "AddTags",
        typeof(DuplicateTagKeysException), typeof(ListenerNotFoundException), typeof(LoadBalancerNotFoundException),
        typeof(RuleNotFoundException), typeof(TargetGroupNotFoundException), typeof(TooManyTagsException),
        typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<RemoveTagsResponse> RemoveTags = new(Service, "RemoveTags",
        typeof(ListenerNotFoundException), typeof(LoadBalancerNotFoundException), typeof(RuleNotFoundException),
        typeof(TargetGroupNotFoundException), typeof(TooManyTagsException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<DescribeTagsResponse> DescribeTags = new(Service, "DescribeTags",
        typeof(ListenerNotFoundException), typeof(LoadBalancerNotFoundException), typeof(RuleNotFoundException),
        typeof(TargetGroupNotFoundException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<ModifyTrustStoreResponse> ModifyTrustStore = new(Service, "ModifyTrustStore",
        typeof(CaCertificatesBundleNotFoundException), typeof(InvalidCaCertificatesBundleException),
        typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<DeleteTrustStoreResponse> DeleteTrustStore = new(Service, "DeleteTrustStore",
        typeof(TrustStoreInUseException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<DescribeTrustStoreAssociationsResponse> DescribeTrustStoreAssociations = new(Service, "DescribeTrustStoreAssociations",
        typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<AddTrustStoreRevocationsResponse> AddTrustStoreRevocations = new(Service, "AddTrustStoreRevocations",
        typeof(InvalidRevocationContentException), typeof(RevocationContentNotFoundException),
        typeof(TooManyTrustStoreRevocationEntriesException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<RemoveTrustStoreRevocationsResponse> RemoveTrustStoreRevocations = new(Service, "RemoveTrustStoreRevocations",
        typeof(RevocationIdNotFoundException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<DescribeTrustStoreRevocationsResponse> DescribeTrustStoreRevocations = new(Service, "DescribeTrustStoreRevocations",
        typeof(RevocationIdNotFoundException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<GetTrustStoreCaCertificatesBundleResponse> GetTrustStoreCaCertificatesBundle = new(Service, "GetTrustStoreCaCertificatesBundle",
        typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<GetTrustStoreRevocationContentResponse> GetTrustStoreRevocationContent = new(Service, "GetTrustStoreRevocationContent",
        typeof(RevocationIdNotFoundException), typeof(TrustStoreNotFoundException));

    internal static readonly QueryOperation<GetResourcePolicyResponse> GetResourcePolicy = new(Service, "GetResourcePolicy",
        typeof(ResourceNotFoundException));
}
