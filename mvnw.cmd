@echo off
rem Runs Maven: the installed one when it is new enough, else a pinned one that is fetched once and checked.
rem The work is done by the PowerShell program below the marker.
setlocal
set "MVNW_BASE=%~dp0"
set "MVNW_MAVEN="
for /f "usebackq delims=" %%i in (`powershell -NoProfile -ExecutionPolicy Bypass -Command "$text = Get-Content -Raw '%~f0'; Invoke-Expression ($text.Substring($text.LastIndexOf('#:powershell')))"`) do set "MVNW_MAVEN=%%i"
if "%MVNW_MAVEN%"=="" exit /b 1
call "%MVNW_MAVEN%" %*
exit /b %ERRORLEVEL%

#:powershell
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
function Stop-WithMessage($message) { [Console]::Error.WriteLine($message); exit 1 }
$pinned = @{}
Get-Content (Join-Path $env:MVNW_BASE '.mvn\wrapper\maven-wrapper.properties') | Where-Object { $_ -match '^([A-Za-z0-9]+)=(.*)$' } | ForEach-Object { $pinned[$Matches[1]] = $Matches[2].Trim() }

$places = @($env:JAVA25_HOME, $env:JAVA_HOME) + (Get-ChildItem -Directory -ErrorAction SilentlyContinue -Path 'C:\Program Files\Java\*', 'C:\Program Files\Eclipse Adoptium\*', 'C:\Program Files\Amazon Corretto\*', 'C:\Program Files\BellSoft\*', 'C:\Program Files\Zulu\*', "$HOME\.jdks\*", "$HOME\.m2\jdks\*" | ForEach-Object { $_.FullName })
$jdk = $places | Where-Object { $_ -and (Test-Path "$_\bin\javac.exe") -and (Test-Path "$_\release") -and (Select-String -Quiet -Path "$_\release" -Pattern '^JAVA_VERSION="25[".+-]') } | Select-Object -First 1
if (-not $jdk -and -not (Test-Path "$HOME\.m2\toolchains.xml")) { Stop-WithMessage 'Alidade needs a JDK 25 and found none: install one, for example Temurin 25 (https://adoptium.net), or set JAVA_HOME to yours.' }

$installed = Get-Command mvn.cmd -ErrorAction SilentlyContinue
if ($installed -and $env:MVNW_FORCE_DOWNLOAD -ne '1') {
  $line = & $installed.Source --version | Select-String 'Apache Maven (\d+(\.\d+)+)' | Select-Object -First 1
  if ($line -and [version]$line.Matches[0].Groups[1].Value -ge [version]$pinned.minimumVersion) { Write-Output $installed.Source; exit 0 }
}

$url = if ($env:MVNW_DISTRIBUTION_URL) { $env:MVNW_DISTRIBUTION_URL } else { $pinned.distributionUrl }
$archive = $url.Substring($url.LastIndexOf('/') + 1)
$name = $archive -replace '-bin\.tar\.gz$', ''
$wrapper = Join-Path $HOME '.m2\wrapper'
$target = Join-Path $wrapper "$name-$($pinned.distributionSha512Sum.Substring(0, 12))"
if (-not (Test-Path "$target\bin\mvn.cmd")) {
  $scratch = Join-Path $wrapper "fetch.$([guid]::NewGuid())"
  New-Item -ItemType Directory -Force $scratch | Out-Null
  try {
    [Console]::Error.WriteLine("Fetching $url")
    (New-Object System.Net.WebClient).DownloadFile($url, "$scratch\$archive")
    $actual = (Get-FileHash -Algorithm SHA512 "$scratch\$archive").Hash.ToLower()
    if ($actual -ne $pinned.distributionSha512Sum) { Stop-WithMessage "$url is not the archive that is pinned: its SHA-512 is $actual, expected $($pinned.distributionSha512Sum)." }
    & tar -xzf "$scratch\$archive" -C $scratch
    if ($LASTEXITCODE -ne 0) { Stop-WithMessage "$archive could not be unpacked." }
    if (-not (Test-Path "$target\bin\mvn.cmd")) { Move-Item "$scratch\$name" $target }
  } finally { Remove-Item -Recurse -Force $scratch -ErrorAction SilentlyContinue }
}
Write-Output "$target\bin\mvn.cmd"
