using System.Net;
using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

[ErrorCode("ALPNPolicyNotFound")]
public class ALPNPolicyNotSupportedException : AmazonElasticLoadBalancingV2Exception
{
    public ALPNPolicyNotSupportedException(string message) : base(message) { }

    public ALPNPolicyNotSupportedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class AllocationIdNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public AllocationIdNotFoundException(string message) : base(message) { }

    public AllocationIdNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class AvailabilityZoneNotSupportedException : AmazonElasticLoadBalancingV2Exception
{
    public AvailabilityZoneNotSupportedException(string message) : base(message) { }

    public AvailabilityZoneNotSupportedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

[ErrorCode("CapacityDecreaseRequestLimitExceeded")]
public class CapacityDecreaseRequestsLimitExceededException : AmazonElasticLoadBalancingV2Exception
{
    public CapacityDecreaseRequestsLimitExceededException(string message) : base(message) { }

    public CapacityDecreaseRequestsLimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class CapacityReservationPendingException : AmazonElasticLoadBalancingV2Exception
{
    public CapacityReservationPendingException(string message) : base(message) { }

    public CapacityReservationPendingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class CapacityUnitsLimitExceededException : AmazonElasticLoadBalancingV2Exception
{
    public CapacityUnitsLimitExceededException(string message) : base(message) { }

    public CapacityUnitsLimitExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class CertificateNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public CertificateNotFoundException(string message) : base(message) { }

    public CertificateNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class DuplicateListenerException : AmazonElasticLoadBalancingV2Exception
{
    public DuplicateListenerException(string message) : base(message) { }

    public DuplicateListenerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class DuplicateLoadBalancerNameException : AmazonElasticLoadBalancingV2Exception
{
    public DuplicateLoadBalancerNameException(string message) : base(message) { }

    public DuplicateLoadBalancerNameException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class DuplicateTagKeysException : AmazonElasticLoadBalancingV2Exception
{
    public DuplicateTagKeysException(string message) : base(message) { }

    public DuplicateTagKeysException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class DuplicateTargetGroupNameException : AmazonElasticLoadBalancingV2Exception
{
    public DuplicateTargetGroupNameException(string message) : base(message) { }

    public DuplicateTargetGroupNameException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class HealthUnavailableException : AmazonElasticLoadBalancingV2Exception
{
    public HealthUnavailableException(string message) : base(message) { }

    public HealthUnavailableException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class IncompatibleProtocolsException : AmazonElasticLoadBalancingV2Exception
{
    public IncompatibleProtocolsException(string message) : base(message) { }

    public IncompatibleProtocolsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InsufficientCapacityException : AmazonElasticLoadBalancingV2Exception
{
    public InsufficientCapacityException(string message) : base(message) { }

    public InsufficientCapacityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidConfigurationRequestException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidConfigurationRequestException(string message) : base(message) { }

    public InvalidConfigurationRequestException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidLoadBalancerActionException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidLoadBalancerActionException(string message) : base(message) { }

    public InvalidLoadBalancerActionException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidSchemeException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidSchemeException(string message) : base(message) { }

    public InvalidSchemeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidSecurityGroupException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidSecurityGroupException(string message) : base(message) { }

    public InvalidSecurityGroupException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidSubnetException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidSubnetException(string message) : base(message) { }

    public InvalidSubnetException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidTargetException : AmazonElasticLoadBalancingV2Exception
{
    public InvalidTargetException(string message) : base(message) { }

    public InvalidTargetException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ListenerNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public ListenerNotFoundException(string message) : base(message) { }

    public ListenerNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class LoadBalancerNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public LoadBalancerNotFoundException(string message) : base(message) { }

    public LoadBalancerNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class OperationNotPermittedException : AmazonElasticLoadBalancingV2Exception
{
    public OperationNotPermittedException(string message) : base(message) { }

    public OperationNotPermittedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class PriorRequestNotCompleteException : AmazonElasticLoadBalancingV2Exception
{
    public PriorRequestNotCompleteException(string message) : base(message) { }

    public PriorRequestNotCompleteException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class PriorityInUseException : AmazonElasticLoadBalancingV2Exception
{
    public PriorityInUseException(string message) : base(message) { }

    public PriorityInUseException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ResourceInUseException : AmazonElasticLoadBalancingV2Exception
{
    public ResourceInUseException(string message) : base(message) { }

    public ResourceInUseException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class RuleNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public RuleNotFoundException(string message) : base(message) { }

    public RuleNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class SSLPolicyNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public SSLPolicyNotFoundException(string message) : base(message) { }

    public SSLPolicyNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class SubnetNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public SubnetNotFoundException(string message) : base(message) { }

    public SubnetNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TargetGroupAssociationLimitException : AmazonElasticLoadBalancingV2Exception
{
    public TargetGroupAssociationLimitException(string message) : base(message) { }

    public TargetGroupAssociationLimitException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TargetGroupNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public TargetGroupNotFoundException(string message) : base(message) { }

    public TargetGroupNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyActionsException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyActionsException(string message) : base(message) { }

    public TooManyActionsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyCertificatesException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyCertificatesException(string message) : base(message) { }

    public TooManyCertificatesException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyListenersException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyListenersException(string message) : base(message) { }

    public TooManyListenersException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyLoadBalancersException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyLoadBalancersException(string message) : base(message) { }

    public TooManyLoadBalancersException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyRegistrationsForTargetIdException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyRegistrationsForTargetIdException(string message) : base(message) { }

    public TooManyRegistrationsForTargetIdException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyRulesException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyRulesException(string message) : base(message) { }

    public TooManyRulesException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyTagsException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyTagsException(string message) : base(message) { }

    public TooManyTagsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyTargetGroupsException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyTargetGroupsException(string message) : base(message) { }

    public TooManyTargetGroupsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyTargetsException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyTargetsException(string message) : base(message) { }

    public TooManyTargetsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TooManyUniqueTargetGroupsPerLoadBalancerException : AmazonElasticLoadBalancingV2Exception
{
    public TooManyUniqueTargetGroupsPerLoadBalancerException(string message) : base(message) { }

    public TooManyUniqueTargetGroupsPerLoadBalancerException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TrustStoreNotFoundException : AmazonElasticLoadBalancingV2Exception
{
    public TrustStoreNotFoundException(string message) : base(message) { }

    public TrustStoreNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TrustStoreNotReadyException : AmazonElasticLoadBalancingV2Exception
{
    public TrustStoreNotReadyException(string message) : base(message) { }

    public TrustStoreNotReadyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class UnsupportedProtocolException : AmazonElasticLoadBalancingV2Exception
{
    public UnsupportedProtocolException(string message) : base(message) { }

    public UnsupportedProtocolException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
