using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class AddTrustStoreRevocationsRequest : AmazonElasticLoadBalancingV2Request
{
    public List<RevocationContent> RevocationContents { get; set; } = Collections.List<RevocationContent>();
    public string TrustStoreArn { get; set; }
}

public class AddTrustStoreRevocationsResponse : AmazonWebServiceResponse
{
    public List<TrustStoreRevocation> TrustStoreRevocations { get; set; } = Collections.List<TrustStoreRevocation>();
}

public class DeleteTrustStoreRequest : AmazonElasticLoadBalancingV2Request
{
    public string TrustStoreArn { get; set; }
}

public class DeleteTrustStoreResponse : AmazonWebServiceResponse;

public class DescribeTrustStoreAssociationsRequest : AmazonElasticLoadBalancingV2Request
{
    public string Marker { get; set; }
    public int? PageSize { get; set; }
    public string TrustStoreArn { get; set; }
}

public class DescribeTrustStoreAssociationsResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<TrustStoreAssociation> TrustStoreAssociations { get; set; } = Collections.List<TrustStoreAssociation>();
}

public class DescribeTrustStoreRevocation
{
    public long? NumberOfRevokedEntries { get; set; }
    public long? RevocationId { get; set; }
    public RevocationType RevocationType { get; set; }
    public string TrustStoreArn { get; set; }
}

public class DescribeTrustStoreRevocationsRequest : AmazonElasticLoadBalancingV2Request
{
    public string Marker { get; set; }
    public int? PageSize { get; set; }
    public List<long> RevocationIds { get; set; } = Collections.List<long>();
    public string TrustStoreArn { get; set; }
}

public class DescribeTrustStoreRevocationsResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<DescribeTrustStoreRevocation> TrustStoreRevocations { get; set; } = Collections.List<DescribeTrustStoreRevocation>();
}

public class GetResourcePolicyRequest : AmazonElasticLoadBalancingV2Request
{
    public string ResourceArn { get; set; }
}

public class GetResourcePolicyResponse : AmazonWebServiceResponse
{
    public string Policy { get; set; }
}

public class GetTrustStoreCaCertificatesBundleRequest : AmazonElasticLoadBalancingV2Request
{
    public string TrustStoreArn { get; set; }
}

public class GetTrustStoreCaCertificatesBundleResponse : AmazonWebServiceResponse
{
    public string Location { get; set; }
}

public class GetTrustStoreRevocationContentRequest : AmazonElasticLoadBalancingV2Request
{
    public long? RevocationId { get; set; }
    public string TrustStoreArn { get; set; }
}

public class GetTrustStoreRevocationContentResponse : AmazonWebServiceResponse
{
    public string Location { get; set; }
}

public class ModifyTrustStoreRequest : AmazonElasticLoadBalancingV2Request
{
    public string CaCertificatesBundleS3Bucket { get; set; }
    public string CaCertificatesBundleS3Key { get; set; }
    public string CaCertificatesBundleS3ObjectVersion { get; set; }
    public string TrustStoreArn { get; set; }
}

public class ModifyTrustStoreResponse : AmazonWebServiceResponse
{
    public List<TrustStore> TrustStores { get; set; } = Collections.List<TrustStore>();
}

public class RemoveTrustStoreRevocationsRequest : AmazonElasticLoadBalancingV2Request
{
    public List<long> RevocationIds { get; set; } = Collections.List<long>();
    public string TrustStoreArn { get; set; }
}

public class RemoveTrustStoreRevocationsResponse : AmazonWebServiceResponse;

public class RevocationContent
{
    public RevocationType RevocationType { get; set; }
    public string S3Bucket { get; set; }
    public string S3Key { get; set; }
    public string S3ObjectVersion { get; set; }
}

public class TrustStoreAssociation
{
    public string ResourceArn { get; set; }
}

public class TrustStoreRevocation
{
    public long? NumberOfRevokedEntries { get; set; }
    public long? RevocationId { get; set; }
    public RevocationType RevocationType { get; set; }
    public string TrustStoreArn { get; set; }
}
