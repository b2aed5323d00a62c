@echo off
rem Starts Alidade on a JDK 25. Arguments go to the program: [--workspace FILE] [FILE...] or --headless COMMAND.
setlocal enabledelayedexpansion
set "HERE=%~dp0"
set "JAR=%HERE%alidade-app-@project.version@.jar"
if not exist "%JAR%" (
  echo Alidade is not built: run mvnw -Dquickly package in the project's folder. 1>&2
  exit /b 1
)

set "HOME25="
call :try "%JAVA_HOME%"
call :try "%JAVA25_HOME%"
for %%p in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks" "%USERPROFILE%\.m2\jdks") do (
  if exist %%p for /d %%d in ("%%~p\*") do call :try "%%~d"
)
if "%HOME25%"=="" (
  echo Alidade needs a JDK 25 and found none: install one, for example Temurin 25 ^(https://adoptium.net^), or set JAVA_HOME to yours. 1>&2
  exit /b 1
)

set "ARCHIVE=alidade.jsa"
for %%a in (%*) do if "%%~a"=="--headless" set "ARCHIVE=alidade-headless.jsa"
set "SAMPLES="
if exist "%HERE%..\..\samples\" set SAMPLES="-Dalidade.samples=%HERE%..\..\samples"

"%HOME25%\bin\java.exe" -XX:+UseG1GC -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%HERE%%ARCHIVE%" -Xlog:cds=off -Xlog:cds+dynamic=off --enable-native-access=ALL-UNNAMED "-Djava.library.path=%HERE%native" %SAMPLES% %ALIDADE_JAVA_OPTIONS% -cp "%JAR%" dev.alidade.app.Launcher %*
exit /b %ERRORLEVEL%

:try
if not "%HOME25%"=="" exit /b
if "%~1"=="" exit /b
if not exist "%~1\bin\java.exe" exit /b
if not exist "%~1\release" exit /b
findstr /r /c:"^JAVA_VERSION=.25[.+-]" /c:"^JAVA_VERSION=.25.$" "%~1\release" >nul && set "HOME25=%~1"
exit /b
