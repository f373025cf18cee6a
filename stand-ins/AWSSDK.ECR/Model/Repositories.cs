using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ECR.Model;

public class AuthorizationData
{
    public string AuthorizationToken { get; set; }
    public DateTime? ExpiresAt { get; set; }
    public string ProxyEndpoint { get; set; }
}

public class CreateRepositoryRequest : AmazonECRRequest
{
    public EncryptionConfiguration EncryptionConfiguration { get; set; }
    public ImageScanningConfiguration ImageScanningConfiguration { get; set; }
    public ImageTagMutability ImageTagMutability { get; set; }
    public List<ImageTagMutabilityExclusionFilter> ImageTagMutabilityExclusionFilters { get; set; } = Collections.List<ImageTagMutabilityExclusionFilter>();
    public string RegistryId { get; set; }
    public string RepositoryName { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreateRepositoryResponse : AmazonWebServiceResponse
{
    public Repository Repository { get; set; }
}

public class DeleteRepositoryRequest : AmazonECRRequest
{
    public bool? Force { get; set; }
    public string RegistryId { get; set; }
    public string RepositoryName { get; set; }
}

public class DeleteRepositoryResponse : AmazonWebServiceResponse
{
    public Repository Repository { get; set; }
}

public class DescribeRepositoriesRequest : AmazonECRRequest
{
    public int? MaxResults { get; set; }
    public string NextToken { get; set; }
    public string RegistryId { get; set; }
    public List<string> RepositoryNames { get; set; } = Collections.List<string>();
}

public class DescribeRepositoriesResponse : AmazonWebServiceResponse
{
    public string NextToken { get; set; }
    public List<Repository> Repositories { get; set; } = Collections.List<Repository>();
}

public class EncryptionConfiguration
{
    public EncryptionType EncryptionType { get; set; }
    public string KmsKey { get; set; }
}

public class GetAuthorizationTokenRequest : AmazonECRRequest
{
    public List<string> RegistryIds { get; set; } = Collections.List<string>();
}

public class GetAuthorizationTokenResponse : AmazonWebServiceResponse
{
    public List<AuthorizationData> AuthorizationData { get; set; } = Collections.List<AuthorizationData>();
}

public class ImageTagMutabilityExclusionFilter
{
    public string Filter { get; set; }
    public ImageTagMutabilityExclusionFilterType FilterType { get; set; }
}

public class Repository
{
    public DateTime? CreatedAt { get; set; }
    public EncryptionConfiguration EncryptionConfiguration { get; set; }
    public ImageScanningConfiguration ImageScanningConfiguration { get; set; }
    public ImageTagMutability ImageTagMutability { get; set; }
    public List<ImageTagMutabilityExclusionFilter> ImageTagMutabilityExclusionFilters { get; set; } = Collections.List<ImageTagMutabilityExclusionFilter>();
    public string RegistryId { get; set; }
    public string RepositoryArn { get; set; }
    public string RepositoryName { get; set; }
    public string RepositoryUri { get; set; }
}

public class UntagResourceRequest : AmazonECRRequest
{
    public string ResourceArn { get; set; }
    public List<string> TagKeys { get; set; } = Collections.List<string>();
}

public class UntagResourceResponse : AmazonWebServiceResponse;
