using Amazon.Runtime;

namespace Amazon.WAFV2;

public class AmazonWAFV2Request : AmazonWebServiceRequest;
